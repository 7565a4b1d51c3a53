import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { apiPages } from './api-pages.ts'
import { compressFiles } from './compress-files.ts'
import { writeHashed } from './hashed-files.ts'
import { project } from './project.ts'

/** What is made of the committed openapi.json. */
export async function buildDocuments(folder: string): Promise<void> {
  const json = await readFile(join(project, 'openapi.json'), 'utf8')
  const document = JSON.parse(json)
  await writeHashed(folder, [
    ['openapi.json', json],
    ['openapi.yaml', stringify(document, { lineWidth: 100 })],
  ])
  await compressFiles(folder)

  for (const { path, markdown } of apiPages(document)) {
    const file = join(folder, 'manual', path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, markdown)
  }
}
