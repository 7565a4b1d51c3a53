import { explanations } from '../explanations.ts'
import { element } from './dom.ts'
import { jsonView } from './json-view.ts'
import type { Received } from './send.ts'

const shownHeaders = new Set([
  'content-type',
  'allow',
  'www-authenticate',
  'retry-after',
  'ratelimit',
  'ratelimit-policy',
  'etag',
  'location',
  'x-request-id',
  'x-row-count',
])
const maxShownText = 100_000

/** An answer as it came: status, time, size, headers and body. */
export function responseView(received: Received): HTMLElement {
  const { request, status, statusText, milliseconds, bytes } = received
  const explanation = explanations[status]
  return element(
    'div',
    { class: 'answer', 'data-status': String(status) },
    element(
      'p',
      { class: 'status-line' },
      element(
        'span',
        { class: `status status-${Math.floor(status / 100)}` },
        `${status} ${statusText}`,
      ),
      ' ',
      element('span', { class: 'request-line' }, `${request.method} ${request.url}`),
      ' ',
      element('span', { class: 'measure' }, `${milliseconds} ms · ${sizeOf(bytes)}`),
    ),
    explanation === undefined ? undefined : element('p', { class: 'explanation' }, explanation),
    waitView(received),
    headersView(received),
    bodyView(received.text),
  )
}

/** The body as JSON, or undefined when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function headersView({ headers }: Received): HTMLElement {
  const row = ([name, value]: readonly [string, string]) =>
    element('div', {}, element('dt', {}, name), element('dd', {}, value))
  const others = headers.filter(([name]) => !shownHeaders.has(name))
  return element(
    'div',
    {},
    element(
      'dl',
      { class: 'headers' },
      ...headers.filter(([name]) => shownHeaders.has(name)).map(row),
    ),
    element(
      'details',
      { class: 'quiet' },
      element('summary', {}, `${others.length} more headers`),
      element('dl', { class: 'headers' }, ...others.map(row)),
    ),
  )
}

function bodyView(text: string): HTMLElement {
  if (text === '') return element('p', { class: 'help' }, 'The response has no body.')
  const value = jsonOf(text)
  if (value !== undefined) return jsonView(value, 'Response body')
  const shown = text.slice(0, maxShownText)
  return element('pre', { tabindex: '0', role: 'region', 'aria-label': 'Response body' }, shown)
}

/** Counts `Retry-After` down. */
function waitView({ headers }: Received): HTMLElement | undefined {
  const seconds = Number(headers.find(([name]) => name === 'retry-after')?.[1])
  if (!(seconds > 0)) return undefined
  const view = element('p', { class: 'explanation', role: 'timer' })
  const endsAt = Date.now() + seconds * 1_000
  const tick = () => {
    const left = Math.ceil((endsAt - Date.now()) / 1_000)
    view.textContent = left > 0 ? `Try again in ${left} s.` : 'You can try again now.'
    if (left <= 0) clearInterval(timer)
  }
  const timer = setInterval(tick, 1_000)
  tick()
  return view
}

function sizeOf(bytes: number): string {
  return bytes < 1_000 ? `${bytes} B` : `${(bytes / 1_000).toFixed(1)} kB`
}
