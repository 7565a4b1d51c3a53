import { existsSync, readFileSync } from 'node:fs'
import { projectFolder } from '../project-folder.ts'

/** What `npm run build` makes of the sources, a folder for each part. */
export const builtFolder = new URL('build/', projectFolder)

export const isBuilt = (): boolean =>
  existsSync(new URL('console/index.html', builtFolder)) &&
  existsSync(new URL('pages/files.json', builtFolder))

export const notBuiltMessage =
  'The console, Swagger UI, ReDoc and the scripts of the pages are not built. The API works without. ' +
  'To build them: npm ci && npm run build'

/** The names of a part's files, which carry hashes, by the names without; none when it is not built. */
export function builtNames(part: 'documents' | 'pages'): Readonly<Record<string, string>> {
  const list = new URL(`${part}/files.json`, builtFolder)
  return existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : {}
}
