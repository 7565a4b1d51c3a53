import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}

type Manifest = Readonly<Record<string, Chunk>>

interface Budget {
  readonly name: string
  /** Compressed, as it is sent. */
  readonly bytes: number
  readonly maximum: number
}

const folder = join(import.meta.dirname, '../build/console')
const kilobyte = 1_000

/** What the built console weighs on the wire, and what it may weigh. */
export function readBudgets(): readonly Budget[] {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest
  const firstRoute = ['index.html', 'src/pages/users/users-page.tsx']
  const all = Object.keys(manifest)

  return [
    {
      name: 'JavaScript of the first route',
      bytes: weigh(manifest, firstRoute, '.js'),
      maximum: 200 * kilobyte,
    },
    { name: 'JavaScript in all', bytes: weigh(manifest, all, '.js'), maximum: 300 * kilobyte },
    { name: 'Style sheets in all', bytes: weigh(manifest, all, '.css'), maximum: 45 * kilobyte },
  ]
}

function weigh(manifest: Manifest, entries: readonly string[], ending: string): number {
  const files = new Set<string>()
  const seen = new Set<string>()
  const visit = (name: string) => {
    const chunk = manifest[name]
    if (!chunk || seen.has(name)) return
    seen.add(name)
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
    for (const imported of chunk.imports ?? []) visit(imported)
  }
  for (const entry of entries) visit(entry)

  return [...files]
    .filter((file) => file.endsWith(ending))
    .reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0)
}
