import { isSecretName } from '../json-tokens.ts'
import { element } from './dom.ts'
import type { Received } from './send.ts'
import type { Sendable } from './sendable.ts'

/** A request that was sent in this tab, without anything secret. */
export interface Past {
  readonly request: Sendable
  readonly status: number
  readonly milliseconds: number
  readonly at: number
  /** Whether a secret was omitted, which has to be typed again. */
  readonly isIncomplete: boolean
}

const storageKey = 'latchkey-history'
const maxLength = 20

/** The last requests of this tab, newest first. */
export function readHistory(): Past[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(stored) ? stored : []
  } catch {
    return []
  }
}

export function remember({ request, status, milliseconds }: Received): void {
  const body = request.body === undefined ? undefined : withoutSecrets(request.body)
  const past: Past = {
    request: { ...request, body },
    status,
    milliseconds,
    at: Date.now(),
    isIncomplete: body !== request.body,
  }
  const history = [past, ...readHistory()].slice(0, maxLength)
  sessionStorage.setItem(storageKey, JSON.stringify(history))
}

export function showHistory(panel: HTMLElement, list: HTMLElement): void {
  const history = readHistory()
  panel.hidden = history.length === 0
  list.replaceChildren(...history.map(row))
}

function row({ request, status, milliseconds, at }: Past, index: number): HTMLElement {
  const { method, url } = request
  const time = new Date(at)
  return element(
    'li',
    {},
    element('span', { class: `method method-${method}` }, method),
    ' ',
    element('code', {}, url),
    ' ',
    element(
      'span',
      { class: 'measure' },
      `${status} · ${milliseconds} ms · `,
      element('time', { datetime: time.toISOString() }, time.toLocaleTimeString()),
    ),
    ' ',
    element(
      'button',
      {
        type: 'button',
        class: 'small',
        'data-again': String(index),
        'aria-label': `Send again: ${method} ${url}`,
      },
      'Send again',
    ),
  )
}

/** The body as it was, unless it has secrets: those are dropped. */
function withoutSecrets(body: string): string {
  let hasSecrets = false
  const cleaned = JSON.stringify(
    JSON.parse(body, (name, value) => {
      if (!isSecretName(name)) return value
      hasSecrets = true
      return undefined
    }),
  )
  return hasSecrets ? cleaned : body
}
