import { base } from '../state/base.ts'
import { ApiError, readRefusal } from './api-error.ts'
import { passGate } from './gates.ts'
import { formatQuery, type Query } from './query.ts'
import type { Answer, ApiPath, Method, RequestBody } from './typed-paths.ts'

interface CallOptions<Body = unknown> {
  readonly query?: Query | undefined
  readonly body?: Body
  readonly signal?: AbortSignal | undefined
  /** For acts on many, which take their time. */
  readonly isLong?: boolean
}

const patienceMilliseconds = 15_000
const longPatienceMilliseconds = 120_000

// Belongs to the session of this browser, whichever component asks; every `GET me/` renews it.
let csrfToken = ''

export function rememberCsrfToken(token: string | null): void {
  csrfToken = token ?? ''
}

/** Where a path of the management API lies on this server. */
export function apiUrl(path: string, query: Query = {}): string {
  return `${base}/api/admin/${path}${formatQuery(query)}`
}

/**
 * Calls the management API. A session that is over, or a password that is to be confirmed, is asked for in
 * place, and the call repeated.
 *
 * @throws {ApiError}
 */
export async function callApi<const M extends Method, const Path extends ApiPath<M>>(
  method: M,
  path: Path,
  options: CallOptions<RequestBody<M, Path>> = {},
): Promise<Answer<M, Path>> {
  const send = () => sendOnce(method, apiUrl(path, options.query), options)
  let response = await send()
  let refusal = response.ok ? undefined : await readRefusal(response)
  if (refusal && (await passGate(refusal.code))) {
    response = await send()
    refusal = response.ok ? undefined : await readRefusal(response)
  }
  if (refusal) throw refusal

  return (response.status === 204 ? undefined : await response.json()) as Answer<M, Path>
}

async function sendOnce(method: Method, url: string, { body, signal, isLong }: CallOptions) {
  const timeout = AbortSignal.timeout(isLong ? longPatienceMilliseconds : patienceMilliseconds)
  try {
    return await fetch(url, {
      method,
      headers: {
        accept: 'application/problem+json, application/json',
        ...(method === 'GET' ? {} : { 'x-csrf-token': csrfToken }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError(0, timeout.aborted ? 'timeout' : 'network')
  }
}
