import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

export interface ConsoleFile {
  readonly type: string
  readonly bytes: Buffer
  readonly gzipped: Buffer
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** What Vite made of the console: one page and its files, whose names carry hashes. */
export class ConsoleFiles {
  readonly #folder: string
  readonly #names: ReadonlySet<string>
  readonly #loaded = new Map<string, ConsoleFile>()

  constructor(folder = fileURLToPath(new URL('../../../admin/dist/', import.meta.url))) {
    this.#folder = folder
    const assets = join(folder, 'assets')
    this.#names = new Set(existsSync(assets) ? readdirSync(assets) : [])
  }

  /** The page with its placeholder for the nonce; undefined when the console was not built. */
  readPage(): string | undefined {
    const file = join(this.#folder, 'index.html')
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined
  }

  /** One of the files, kept in memory; only what was there at the start exists. */
  find(name: string): ConsoleFile | undefined {
    const known = this.#loaded.get(name)
    if (known || !this.#names.has(name)) return known

    const bytes = readFileSync(join(this.#folder, 'assets', name))
    const type = types[extname(name)] ?? 'application/octet-stream'
    const file = { type, bytes, gzipped: gzipSync(bytes) }
    this.#loaded.set(name, file)
    return file
  }
}
