import { type Html, html } from '../text/html.ts'

/** The way from the list of endpoints to this path; what is between may not be an endpoint itself. */
export function breadcrumbs(path: string, isEndpoint: (path: string) => boolean): Html {
  const names = path.split('/').filter((name) => name !== '')
  const crumbs = names.map((name, index) => {
    const href = `/${names.slice(0, index + 1).join('/')}/`
    const label = index === 0 ? 'API' : name
    if (index === names.length - 1) return html`<li aria-current="page">${label}</li>`
    return isEndpoint(href)
      ? html`<li><a href="${href}">${label}</a></li>`
      : html`<li>${label}</li>`
  })
  return html`<nav class="breadcrumbs" aria-label="Breadcrumbs"><ol>${crumbs}</ol></nav>`
}
