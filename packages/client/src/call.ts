import type { ErrorCode } from './error-codes.ts'

export interface AuthError {
  readonly code: ErrorCode | 'network_error' | 'server_error'
  readonly message: string
  /** 0 without a response. */
  readonly status: number
  readonly requestId?: string | undefined
  /** Messages by field name. */
  readonly fields?: Readonly<Record<string, readonly string[]>> | undefined
  /** Seconds to wait before the next attempt. */
  readonly retryAfter?: number | undefined
  /** The whole problem document (RFC 9457), such as `methods` of `reauthentication_required`. */
  readonly problem?: Readonly<Record<string, unknown>> | undefined
}

export type Result<Data> =
  | { readonly data: Data; readonly error?: undefined }
  | { readonly data?: undefined; readonly error: AuthError }

/** Every request goes through one function of this kind, which may add headers. */
export type Transport = (request: Request) => Promise<Response>

/** There is a session, but no usable access token: the server could not be reached or did not respond as it should. */
export class RefreshError extends Error {
  override readonly name = 'RefreshError'
  readonly error: AuthError

  constructor(error: AuthError) {
    super(error.message)
    this.error = error
  }
}

export interface CallOptions {
  readonly method: string
  readonly body?: unknown
  /** Milliseconds. */
  readonly timeout: number
}

/** A request to the server as a result: this never throws. */
export async function call<Data>(
  send: Transport,
  url: string,
  { method, body, timeout }: CallOptions,
): Promise<Result<Data>> {
  const headers: Record<string, string> = { accept: 'application/problem+json, application/json' }
  if (body !== undefined) headers['content-type'] = 'application/json'
  const abort = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  try {
    const request = new Request(url, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      signal: abort.signal,
      credentials: 'omit',
      redirect: 'error',
      // Leaving the page must not cut off a refresh.
      keepalive: true,
    })
    const response = send(request).then(async (it) => resultOf<Data>(it, parse(await it.text())))
    // A transport need not heed the signal.
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error('Timeout'))
        abort.abort()
      }, timeout)
    })
    return await Promise.race([response, late])
  } catch (cause) {
    return { error: cause instanceof RefreshError ? cause.error : networkError(cause) }
  } finally {
    clearTimeout(timer)
  }
}

function networkError(cause: unknown): AuthError {
  return { code: 'network_error', message: String(cause), status: 0 }
}

export function unexpected(status: number): AuthError {
  return { code: 'server_error', message: 'Unexpected response.', status }
}

function resultOf<Data>(
  { ok, status, headers }: Response,
  body: Readonly<Record<string, unknown>> | undefined,
): Result<Data> {
  if (ok && (body || status === 204)) return { data: (body ?? null) as Data }

  const known = {
    ...unexpected(status),
    requestId: headers.get('x-request-id') ?? undefined,
    // A date, which is allowed as well, is no number.
    retryAfter: Number(headers.get('retry-after')) || undefined,
  }
  if (ok || typeof body?.['code'] !== 'string') return { error: known }
  return {
    error: {
      ...known,
      code: body['code'] as ErrorCode,
      message: String(body['title']),
      fields: body['errors'] as AuthError['fields'],
      problem: body,
    },
  }
}

/** A JSON object, if it is one. */
export function parse(text: string): Record<string, unknown> | undefined {
  try {
    const body = JSON.parse(text)
    return typeof body === 'object' && body !== null ? body : undefined
  } catch {
    return undefined
  }
}
