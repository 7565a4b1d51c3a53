import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generators } from './generated-files.ts'

const project = new URL('../', import.meta.url)

for (const generate of generators) {
  for (const { path, content } of await generate()) {
    const file = fileURLToPath(new URL(path, project))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
    process.stdout.write(`${path}\n`)
  }
}
