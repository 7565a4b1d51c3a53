import { existsSync, readFileSync } from 'node:fs'
import { projectFolder } from '../../project-folder.ts'

/** The manual, and the page that is built from the OpenAPI document. */
const folders = [new URL('docs/', projectFolder), new URL('build/documents/manual/', projectFolder)]

/** Lower-case words in folders: no dot can come in, so that no path leads out of the manual. */
const pathPattern = /^[a-z0-9-]{1,80}(\/[a-z0-9-]{1,80}){0,3}$/

export interface ManualText {
  readonly markdown: string
  /** Below the folder of the manual; its links are relative to it. */
  readonly file: string
}

/** The Markdown of a page by its path below /docs/, without an extension; an empty path is the index. */
export function findManualText(path: string): ManualText | undefined {
  if (path !== '' && !pathPattern.test(path)) return undefined

  const candidates = path === '' ? ['README.md'] : [`${path}.md`, `${path}/README.md`]
  const found = candidates
    .flatMap((file) => folders.map((folder) => ({ file, url: new URL(file, folder) })))
    .find(({ url }) => existsSync(url))
  return found && { markdown: readFileSync(found.url, 'utf8'), file: found.file }
}
