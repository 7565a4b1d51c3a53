import { existsSync, readFileSync } from 'node:fs'
import { projectFolder } from '../../project-folder.ts'

/** The manual, and the page that is built from the OpenAPI document. */
const folders = [new URL('docs/', projectFolder), new URL('build/documents/manual/', projectFolder)]

/** Lower-case words in folders: no dot can come in, so that no path leads out of the manual. */
const pathPattern = /^[a-z0-9-]{1,80}(\/[a-z0-9-]{1,80}){0,3}$/

/** The Markdown of a page by its path below /docs/, without an extension; an empty path is the index. */
export function findManualText(path: string): { readonly markdown: string } | undefined {
  if (path !== '' && !pathPattern.test(path)) return undefined

  const candidates = path === '' ? ['README.md'] : [`${path}.md`, `${path}/README.md`]
  const file = candidates
    .flatMap((name) => folders.map((folder) => new URL(name, folder)))
    .find((url) => existsSync(url))
  return file && { markdown: readFileSync(file, 'utf8') }
}
