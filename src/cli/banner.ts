import type { Config } from '../config/read-config.ts'
import { version } from '../version.ts'

export interface Banner {
  readonly config: Config
  /** Where the server listens. */
  readonly origin: string
  readonly readySeconds: number
  /** Where the first administrator can be made; absent when there is one. */
  readonly setupPath: string | undefined
}

/** What a person sees when the server is ready: where everything is. */
export function bannerOf({ config, origin, readySeconds, setupPath }: Banner): string {
  const base = baseUrlOf(config, origin)
  const database =
    config.database.dialect === 'sqlite' ? `sqlite ${config.database.file}` : 'postgres'

  return `
latchkey ${version}  ready in ${readySeconds.toFixed(1)} s          ${config.mode} · ${database}

  API       ${base}/api/
  Admin     ${base}/admin/
  Swagger   ${base}/swagger/
  ReDoc     ${base}/redoc/
${setupPath === undefined ? '' : setupLines(base + setupPath)}
`
}

/** The address for people: PUBLIC_URL, or with the port that was really taken where that is this machine. */
export function baseUrlOf({ publicUrl }: Config, origin: string): string {
  return publicUrl.startsWith('http://localhost')
    ? `http://localhost:${new URL(origin).port}`
    : publicUrl
}

function setupLines(url: string): string {
  return `
No administrator yet. Open within 30 minutes (works once):
  ${url}
or run:  latchkey createsuperuser
`
}
