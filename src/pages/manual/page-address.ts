/** Where the server has the page to which `link` leads from a file of the manual. */
export function pageAddress(link: string, file: string): string {
  const { pathname, hash } = new URL(link, `http://manual/docs/${file}`)
  return `${pathname.replace(/(README)?\.md$/, '').replace(/([^/])$/, '$1/')}${hash}`
}
