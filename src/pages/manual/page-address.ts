/** Where the server has a file of the manual to which the page at `path` links. */
export function pageAddress(file: string, path: string): string {
  const base = new URL(`/docs/${path}${path === '' ? 'README' : ''}.md`, 'http://manual')
  const { pathname, hash } = new URL(file, base)
  return `${pathname.replace(/(README)?\.md$/, '').replace(/([^/])$/, '$1/')}${hash}`
}
