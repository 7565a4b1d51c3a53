import { type Html, html } from '../text/html.ts'
import { type JsonToken, jsonTokens } from './json-tokens.ts'

/** A value as coloured JSON. What scrolls can be focused. */
export function jsonMarkup(value: unknown, label: string): Html {
  return html`<pre class="json" tabindex="0" role="region" aria-label="${label}"><code>${jsonTokens(value).map(tokenMarkup)}</code></pre>`
}

function tokenMarkup({ kind, text, href }: JsonToken): Html {
  if (kind === 'mark') return html`${text}`
  if (kind === 'secret') return html`<span class="secret">"•••"</span>`
  if (href) return html`<a href="${href}">${text}</a>`
  return html`<span class="${kind}">${text}</span>`
}
