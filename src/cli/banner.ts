import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Config } from '../config/read-config.ts'
import type { Environment } from '../config/read-variables.ts'
import { version } from '../version.ts'

export interface Banner {
  readonly config: Config
  /** Where the server listens. */
  readonly origin: string
  readonly readySeconds: number
  /** Where the first administrator can be made; absent when there is one. */
  readonly setupPath: string | undefined
  /** How commands are run here. */
  readonly program: string
}

/** What a person sees when the server is ready: where everything is. */
export function bannerOf({ config, origin, readySeconds, setupPath, program }: Banner): string {
  const base = baseUrlOf(config, origin)
  const database =
    config.database.dialect === 'sqlite' ? `sqlite ${config.database.file}` : 'postgres'

  return `
latchkey ${version}  ready in ${readySeconds.toFixed(1)} s          ${config.mode} · ${database}

  API       ${base}/api/
  Console   ${base}/admin/
  Docs      ${base}/docs/
  Swagger   ${base}/swagger/
  ReDoc     ${base}/redoc/
${setupPath === undefined ? '' : setupLines(base + setupPath, program)}
`
}

/** The address for people: PUBLIC_URL, or with the port that was really taken where that is this machine. */
export function baseUrlOf({ publicUrl }: Config, origin: string): string {
  return publicUrl.startsWith('http://localhost')
    ? `http://localhost:${new URL(origin).port}`
    : publicUrl
}

function setupLines(url: string, program: string): string {
  return `
No administrator yet. Open within 30 minutes (works once):
  ${url}
or run:  ${program} createsuperuser
`
}

/** `latchkey` where a shell finds it; elsewhere, as in a checkout, `npx latchkey`. */
export function programName({ PATH = '' }: Environment): string {
  // npm puts the folder of installed packages on the path of its scripts, but not on the shell's.
  const folders = PATH.split(delimiter).filter((folder) => !folder.includes('node_modules'))
  const isOnPath = folders.some((folder) => folder !== '' && existsSync(join(folder, 'latchkey')))
  return isOnPath ? 'latchkey' : 'npx latchkey'
}
