import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { RawAnswer, RawRequest } from '../support/raw-http.ts'

export type ContractCase = {
  id: string
  setup: string
  mode?: 'development' | 'production'
  request: {
    method: string
    path: string
    headers: Readonly<Record<string, string>>
    body?: unknown
    rawBody?: string
    rawBodyBase64?: string
    rawBodyGzipBase64?: string
  }
  expect: Expectation
  after?: { stored_email?: string; check_password?: Readonly<Record<string, boolean>> }
}

type Expectation = {
  status: number
  body?: unknown
  html?: true
  headers?: Readonly<Record<string, string>>
}

/** What `<access>`, `<refresh>`, `<session>` and `<csrf>` stand for in one request. */
export type Placeholders = Readonly<Record<string, string>>

export function readContractCases(): readonly ContractCase[] {
  const text = readFileSync(new URL('cases.json', import.meta.url), 'utf8')
  return json.parse(text, keepHugeInteger) as ContractCase[] // our own fixture
}

export function toRawRequest({ request }: ContractCase, placeholders: Placeholders): RawRequest {
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    substitute(value, placeholders),
  ])
  const body = bodyOf(request, placeholders)

  return {
    method: request.method,
    path: substitute(request.path, placeholders),
    headers: Object.fromEntries(headers),
    ...(body && { body }),
  }
}

/** The answer in the shape of the expectation, free parts replaced by the placeholders they fit. */
export function seenLike(expected: Expectation, answer: RawAnswer): Expectation {
  const contentType = headerOf(answer, 'content-type')
  const isHtml = expected.html && contentType.startsWith('text/html')
  const text = isHtml ? '' : answer.body.toString('utf8')
  const headers = Object.keys(expected.headers ?? {}).map((name) => [name, headerOf(answer, name)])

  return {
    status: answer.status,
    ...(text !== '' && { body: mask(expected.body, parseCompact(text, contentType)) }),
    ...(isHtml && { html: true }),
    ...(expected.headers && { headers: Object.fromEntries(headers) }),
  }
}

/** The text that a complete Python string literal stands for; a shortened one has no last quote. */
export function decodePythonLiteral(literal: string): string | undefined {
  return /^'(.*)'$/su
    .exec(literal)?.[1]
    ?.replace(/\\(?:x(.{2})|u(.{4})|U(.{8}))/gu, (_, two, four, eight) =>
      String.fromCodePoint(Number.parseInt(two ?? four ?? eight, 16)),
    )
}

// Node 24 has both, the types of TypeScript do not yet.
const json = JSON as unknown as {
  parse(text: string, reviver: typeof keepHugeInteger): unknown
  rawJSON(text: string): unknown
}

/** So that 2068…086 is not sent as 2.068…e+37. */
function keepHugeInteger(_key: string, value: unknown, context: { source: string }): unknown {
  const isHuge = typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER
  return isHuge ? json.rawJSON(context.source) : value
}

function bodyOf(
  request: ContractCase['request'],
  placeholders: Placeholders,
): Uint8Array | undefined {
  if (request.body !== undefined) {
    return Buffer.from(substitute(JSON.stringify(request.body), placeholders))
  }
  if (request.rawBody !== undefined) {
    return rawBodyOf(request.rawBody, request.headers, placeholders)
  }
  if (request.rawBodyBase64 !== undefined) {
    return Buffer.from(request.rawBodyBase64, 'base64')
  }
  if (request.rawBodyGzipBase64 !== undefined) {
    const text = gunzipSync(Buffer.from(request.rawBodyGzipBase64, 'base64')).toString('latin1')
    return Buffer.from(substitute(text, placeholders), 'latin1')
  }
  return undefined
}

function rawBodyOf(
  rawBody: string,
  headers: Readonly<Record<string, string>>,
  placeholders: Placeholders,
): Uint8Array {
  const body = substitute(rawBody, placeholders)
  if (body !== rawBody && 'Transfer-Encoding' in headers) {
    throw new Error('a placeholder in a chunked body makes its chunk sizes wrong')
  }
  return Buffer.from(body)
}

function substitute(text: string, placeholders: Placeholders): string {
  return text.replace(/<(access|refresh|session|csrf)>/gu, (placeholder, name: string) => {
    const value = placeholders[name]
    if (value === undefined) {
      throw new Error(`the setup does not say what ${placeholder} is`)
    }
    return value
  })
}

function headerOf({ headers }: RawAnswer, name: string): string {
  return headers.get(name.toLowerCase())?.join(', ') ?? ''
}

function parseCompact(text: string, contentType: string): unknown {
  const outsideStrings = text.replace(/"(?:[^"\\]|\\.)*"/gsu, '')
  const isCompactJson = contentType.startsWith('application/json') && !/\s/u.test(outsideStrings)
  return isCompactJson ? JSON.parse(text) : `${contentType}: ${text}`
}

const placeholderPatterns: Readonly<Record<string, string>> = {
  '<jwt>': '[\\w-]+\\.[\\w-]+\\.[\\w-]+',
  '<uuid>': '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
  '<text>': '.+',
}

function mask(expected: unknown, seen: unknown): unknown {
  if (expected === '<int>') {
    return Number.isSafeInteger(seen) ? expected : seen
  }
  if (typeof expected === 'string' && typeof seen === 'string') {
    return patternOf(expected).test(seen) ? expected : seen
  }
  if (isObject(expected) && isObject(seen)) {
    const entries = Object.entries(seen).map(([key, value]) => [key, mask(expected[key], value)])
    return Array.isArray(seen) ? entries.map(([, value]) => value) : Object.fromEntries(entries)
  }
  return seen
}

function patternOf(expected: string): RegExp {
  // What the parser says about broken JSON is free.
  if (expected.startsWith('JSON parse error - ')) {
    return /^JSON parse error - .+$/su
  }
  const parts = expected.split(/(<jwt>|<uuid>|<text>)/u)
  const source = parts.map((part) => placeholderPatterns[part] ?? escapePattern(part)).join('')
  return new RegExp(`^${source}$`, 'su')
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&')
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
