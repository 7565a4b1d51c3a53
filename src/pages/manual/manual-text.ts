import { existsSync, readFileSync } from 'node:fs'

const manualFolder = new URL('../../../docs/', import.meta.url)

/** Lower-case words in folders: no dot can come in, so that no path leads out of the manual. */
const pathPattern = /^[a-z0-9-]{1,80}(\/[a-z0-9-]{1,80}){0,3}$/

/** The Markdown of a page by its path below /docs/, without an extension; an empty path is the index. */
export function findManualText(path: string): { readonly markdown: string } | undefined {
  if (path !== '' && !pathPattern.test(path)) return undefined

  const candidates = path === '' ? ['README.md'] : [`${path}.md`, `${path}/README.md`]
  const file = candidates.map((name) => new URL(name, manualFolder)).find((url) => existsSync(url))
  return file && { markdown: readFileSync(file, 'utf8') }
}
