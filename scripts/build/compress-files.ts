import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const compressible = new Set(['.css', '.js', '.json', '.svg', '.yaml'])

/** Below this the headers outweigh what is saved. */
const minBytes = 1_000

// The best level takes ten seconds of processor time for 8 % less.
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
const gzipOptions = { level: 9 }

const forms = [
  {
    extension: '.br',
    compress: (bytes: Buffer) => promisify(brotliCompress)(bytes, brotliOptions),
  },
  { extension: '.gz', compress: (bytes: Buffer) => promisify(gzip)(bytes, gzipOptions) },
]

/** Puts the compressed forms of a folder's files beside them, for browsers that take those. */
export async function compressFiles(folder: string): Promise<void> {
  const files = readdirSync(folder).filter((name) => compressible.has(extname(name)))
  await Promise.all(files.map((name) => compressFile(join(folder, name))))
}

async function compressFile(file: string): Promise<void> {
  const bytes = await readFile(file)
  if (bytes.length < minBytes) return
  for (const { extension, compress } of forms) {
    await writeFile(`${file}${extension}`, await compress(bytes))
  }
}
