import { STATUS_CODES } from 'node:http'
import type { FastifyReply } from 'fastify'
import { type Html, html } from '../text/html.ts'
import { explanations } from './explanations.ts'
import { jsonMarkup } from './json-markup.ts'

export interface ShownResponse {
  readonly method: string
  readonly path: string
  readonly reply: FastifyReply
  readonly body: unknown
  /** Whether what it means is already said beside it. */
  readonly isExplained?: boolean
}

// Those that say something about this answer; the others are the same everywhere.
const shownHeaders = [
  'allow',
  'www-authenticate',
  'retry-after',
  'ratelimit',
  'ratelimit-policy',
  'etag',
  'location',
  'x-request-id',
]

/** What the server handled: status, the headers that matter, the body. */
export function responseSection(answer: ShownResponse): Html {
  const { method, path, reply, body } = answer
  const status = reply.statusCode
  const headers = shownHeaders.flatMap((name) => {
    const value = reply.getHeader(name)
    return value === undefined ? [] : [html`<div><dt>${name}</dt><dd>${value}</dd></div>`]
  })
  const explanation = answer.isExplained ? undefined : explanations[status]
  return html`<div class="answer" data-status="${status}">
<p class="status-line"><span class="status status-${Math.floor(status / 100)}">${status} ${STATUS_CODES[status]}</span> <span class="request-line">${method} ${path}</span></p>
${explanation && html`<p class="explanation">${explanation}</p>`}
<dl class="headers">${headers}<div><dt>content-type</dt><dd>application/json</dd></div></dl>
${body === undefined ? '' : jsonMarkup(body, 'Response body')}
</div>`
}
