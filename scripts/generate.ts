import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { GeneratedFile } from './generated-file.ts'
import { generators } from './generated-files.ts'

// `npm run generate` writes what is stale; with `--check` it only names it, and fails.
const isCheck = process.argv.includes('--check')
const project = new URL('../', import.meta.url)

const stale: GeneratedFile[] = []
for (const generate of generators) {
  for (const generated of await generate()) {
    if (!isStale(generated)) continue
    stale.push(generated)
    if (!isCheck) write(generated)
  }
}
for (const { path } of stale) process.stdout.write(`${isCheck ? 'stale' : 'written'}: ${path}\n`)
if (isCheck && stale.length > 0) process.exitCode = 1

function isStale({ path, content }: GeneratedFile): boolean {
  const file = fileURLToPath(new URL(path, project))
  return !existsSync(file) || readFileSync(file, 'utf8') !== content
}

function write({ path, content }: GeneratedFile): void {
  const file = fileURLToPath(new URL(path, project))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}
