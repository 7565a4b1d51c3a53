import type { Config } from '../config.ts'
import { version } from '../version.ts'

/** What a person sees when the server is ready: where everything is. */
export function bannerOf(config: Config, origin: string, readySeconds: number): string {
  const { port } = new URL(origin)
  const base = config.publicUrl.startsWith('http://localhost')
    ? `http://localhost:${port}`
    : config.publicUrl
  const database =
    config.database.dialect === 'sqlite' ? `sqlite ${config.database.file}` : 'postgres'

  return `
latchkey ${version}  ready in ${readySeconds.toFixed(1)} s          ${config.mode} · ${database}

  API       ${base}/api/

`
}
