import type { KnownOperation, KnownPath, KnownPaths } from '../http/known-paths.ts'
import { type Html, html } from '../text/html.ts'
import { apiTags } from './api-tags.ts'
import { isListedFor, type PageCaller, permissionOf } from './caller.ts'
import { jsonMarkup } from './json-markup.ts'
import { accessOf, described } from './operation-section.ts'

export interface RootInput {
  readonly paths: KnownPaths
  readonly caller: PageCaller
  readonly body: unknown
}

interface Entry {
  readonly path: KnownPath
  readonly operation: KnownOperation
}

/** The list of the endpoints that the caller may use. */
export function rootPage({ paths, caller, body }: RootInput): Html {
  const entries = paths.all
    .filter((path) => isListedFor(path, caller))
    .flatMap((path) => path.operations.map((operation) => ({ path, operation })))
  return html`<h1>API</h1>
<p class="lead">Register, log in, refresh, log out, and manage your profile. Every endpoint returns JSON to programs and a page like this one to browsers.</p>
${quickStart}
${paths.all.some((path) => !isListedFor(path, caller)) && html`<p class="more">Administrators see the endpoints of the management API here after they log in.</p>`}
${Object.entries(apiTags).map(([tag, description]) =>
  group({
    tag,
    description,
    entries: entries.filter(({ operation }) => described(operation).tags?.[0] === tag),
  }),
)}
<section class="operation" aria-labelledby="as-json"><h2 id="as-json">As JSON</h2>
<div data-result>${jsonMarkup(body, 'The list of endpoints as JSON')}</div></section>`
}

const quickStart = html`<ol class="steps">
<li><a href="/api/register/#POST">Register</a> an account.</li>
<li>Log in, here on the page or at <a href="/api/login/#POST">/api/login/</a>.</li>
<li>Read <a href="/api/me/">/api/me/</a> with the access token.</li>
</ol>`

interface Group {
  readonly tag: string
  readonly description: string
  readonly entries: readonly Entry[]
}

function group({ tag, description, entries }: Group): Html | undefined {
  if (entries.length === 0) return undefined
  const id = `tag-${tag.toLowerCase().replaceAll(' ', '-')}`
  return html`<section class="group" aria-labelledby="${id}"><h2 id="${id}">${tag}</h2>
<p>${description}</p>
<ul class="endpoints">${entries.map(row)}</ul></section>`
}

function row({ path, operation }: Entry): Html {
  const { summary } = described(operation)
  const template = `${path.url.replace(/:(\w+)/g, '{$1}')}/`
  const permission = permissionOf(operation)
  const isTemplate = template.includes('{')
  const address = isTemplate
    ? html`<code>${breakable(template)}</code>${opener(template)}`
    : html`<a href="${template}#${operation.method}"><code>${breakable(template)}</code></a>`
  return html`<li><span class="method method-${operation.method}">${operation.method}</span> <span class="address">${address}</span> <span class="summary">${summary}</span> <span class="access">${permission ? html`<code>${breakable(permission)}</code>` : accessOf(operation)}</span></li>`
}

/** Lets narrow columns break paths between their parts. */
function breakable(text: string): Html[] {
  return text.split(/(?<=[/.])/).map((part) => html`${part}<wbr>`)
}

/** A path with parameters cannot be followed: the script asks for their values. */
function opener(template: string): Html {
  return html` <button type="button" class="needs-script small" data-open="${template}">Open …</button>`
}
