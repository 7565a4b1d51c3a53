import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { apiPage } from './api-page.ts'
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

  const reference = join(folder, 'manual/reference')
  await mkdir(reference, { recursive: true })
  await writeFile(join(reference, 'api.md'), apiPage(document))
}
