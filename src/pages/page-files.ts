import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { App } from '../http/types.ts'

/** Where pages find their files: the names carry hashes, so that they can be kept for ever. */
export interface PageFiles {
  readonly script: string
  readonly style: string
  readonly icon: string
  readonly swagger: string
  readonly redoc: string
  readonly documentStyle: string
}

const sources = {
  script: { file: 'browsable.js', type: 'text/javascript; charset=utf-8' },
  style: { file: 'browsable.css', type: 'text/css; charset=utf-8' },
  swagger: { file: 'swagger.js', type: 'text/javascript; charset=utf-8' },
  redoc: { file: 'redoc.js', type: 'text/javascript; charset=utf-8' },
  documentStyle: { file: 'documents.css', type: 'text/css; charset=utf-8' },
  icon: { file: 'icon.svg', type: 'image/svg+xml' },
} as const satisfies Record<keyof PageFiles, object>

const cacheControl = 'public, max-age=31536000, immutable'

interface LoadedFile {
  readonly name: keyof PageFiles
  readonly url: string
  readonly type: string
  readonly bytes: Buffer
}

const loadedFiles = Object.entries(sources).map(([name, { file, type }]): LoadedFile => {
  const bytes = readFileSync(new URL(`./assets/${file}`, import.meta.url))
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  const url = `/api/-/assets/${file.replace('.', `.${hash}.`)}`
  return { name: name as keyof PageFiles, url, type, bytes }
})

export const pageFiles = Object.fromEntries(
  loadedFiles.map(({ name, url }) => [name, url]),
) as unknown as PageFiles

/** Serves the script, the style sheet and the icon of the pages. */
export function pageFileRoutes(app: App): void {
  for (const { url, type, bytes } of loadedFiles) {
    app.get(url, (_request, reply) =>
      reply.header('cache-control', cacheControl).type(type).send(bytes),
    )
  }
}
