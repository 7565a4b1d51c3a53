import type { FastifyReply, FastifyRequest } from 'fastify'
import type { KnownPath } from '../http/known-paths.ts'
import { type Html, html } from '../text/html.ts'
import { breadcrumbs } from './breadcrumbs.ts'
import { type PageCaller, unavailableReasonOf } from './caller.ts'
import { operationSection } from './operation-section.ts'
import { responseSection } from './response-section.ts'

export interface EndpointInput {
  readonly known: KnownPath
  readonly path: string
  readonly caller: PageCaller
  readonly isDocumented: boolean
  readonly isEndpoint: (path: string) => boolean
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly body: unknown
}

/** The page of one path: every method it knows, and the answer to the one that was used. */
export function endpointPage(input: EndpointInput): Html {
  const { known, path, isEndpoint, request, reply, body } = input
  const { method } = request
  const asked = known.operations.find((each) => each.method === method)
  const isExplained = asked !== undefined && unavailableReasonOf(asked, input.caller) !== undefined
  const shown = responseSection({ method, path, reply, body, isExplained })
  const answer = html`${shown}${nextPage(request, body)}`
  const template = known.url.replace(/:(\w+)/g, '{$1}')

  return html`${breadcrumbs(path, isEndpoint)}
<h1>${known.name}</h1>
<p class="path"><code>${template}/</code></p>
${methodLinks(known)}
${asked || method === 'OPTIONS' ? '' : unexpectedResponse(input, answer)}
${known.operations.map((operation) => {
  const isHandled = operation.method === method
  return operationSection({
    operation,
    path,
    isDocumented: input.isDocumented,
    unavailableReason: unavailableReasonOf(operation, input.caller),
    answer: isHandled ? answer : undefined,
    query: isHandled ? (request.query as Record<string, string>) : {},
    values: valuesFor(operation.method, input),
    issues: isHandled && reply.statusCode === 400 ? issuesIn(body) : {},
  })
})}
${optionsSection(path, method === 'OPTIONS' ? answer : undefined)}`
}

/** Lists go on where their `next` says, with the same filters. */
function nextPage({ url, method }: FastifyRequest, body: unknown): Html | undefined {
  const { next } = recordOf(body)
  if (method !== 'GET' || typeof next !== 'string') return undefined
  const [path, search] = url.split('?')
  const query = new URLSearchParams(search)
  query.set('cursor', next)
  return html`<p class="next"><a href="${path}?${query}" rel="next">Next page</a></p>`
}

/** A link to an endpoint without GET leads to its description, so the error itself is folded away. */
function unexpectedResponse({ known, reply }: EndpointInput, answer: Html): Html {
  if (reply.statusCode !== 405) return answer
  const methods = new Intl.ListFormat('en').format(known.operations.map(({ method }) => method))
  return html`<p class="accepts">This endpoint accepts ${methods} only.</p>
<details class="refused"><summary>Response to this request</summary>
${answer}</details>`
}

function methodLinks({ operations }: KnownPath): Html {
  const methods = [...operations.map(({ method }) => method), 'OPTIONS']
  return html`<nav aria-label="Methods"><ul class="methods">${methods.map(
    (method) => html`<li><a class="method method-${method}" href="#${method}">${method}</a></li>`,
  )}</ul></nav>`
}

function optionsSection(path: string, answer: Html | undefined): Html {
  return html`<section class="operation" id="OPTIONS" aria-labelledby="OPTIONS-heading">
<h2 id="OPTIONS-heading"><span class="method method-OPTIONS">OPTIONS</span> Supported methods</h2>
<details class="quiet"${answer && html` open`}><summary>Try it</summary>
<form class="operation-form needs-script" data-method="OPTIONS" data-path="${path}"><div class="actions"><button>OPTIONS</button></div></form>
<div class="result" data-result aria-live="polite">${answer}</div>
</details></section>`
}

/** What was sent stays in the form; a form that changes begins with what is there now. */
function valuesFor(method: string, { request, reply, body }: EndpointInput) {
  const isChange = method === 'PUT' || method === 'PATCH'
  if (isChange && request.method === 'GET' && reply.statusCode === 200) return recordOf(body)
  if (request.method !== method || reply.statusCode < 400) return {}
  const sent = request.body as { value?: unknown } | undefined
  return recordOf(sent?.value ?? sent)
}

/** `{"field": ["…"]}` of the contract. */
function issuesIn(body: unknown): Record<string, string[]> {
  const entries = Object.entries(recordOf(body)).filter(([, each]) => Array.isArray(each))
  return Object.fromEntries(entries) as Record<string, string[]>
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
