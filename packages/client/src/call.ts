import type { ErrorCode } from './error-codes.ts'

export interface AuthError {
  readonly code: ErrorCode | 'network_error' | 'server_error'
  readonly message: string
  /** 0 without a response. */
  readonly status: number
  readonly requestId: string | undefined
  /** Messages by field name. */
  readonly fields: Readonly<Record<string, readonly string[]>> | undefined
  /** Seconds to wait before the next attempt. */
  readonly retryAfter: number | undefined
}

export type Result<Data> =
  | { readonly data: Data; readonly error?: undefined }
  | { readonly data?: undefined; readonly error: AuthError }

/** Every request goes through one function of this kind, which may add headers. */
export type Transport = (request: Request) => Promise<Response>

const timeoutMilliseconds = 10_000

/** A request to the server as a result: this never throws. */
export async function call<Data>(
  send: Transport,
  url: string,
  init: { readonly method: string; readonly body?: unknown },
): Promise<Result<Data>> {
  const headers: Record<string, string> = { accept: 'application/problem+json, application/json' }
  if (init.body !== undefined) headers['content-type'] = 'application/json'
  try {
    const request = new Request(url, {
      method: init.method,
      headers,
      body: init.body === undefined ? null : JSON.stringify(init.body),
      signal: AbortSignal.timeout(timeoutMilliseconds),
      credentials: 'omit',
      redirect: 'error',
      // Leaving the page must not cut off a refresh.
      keepalive: true,
    })
    const response = await send(request)
    return resultOf<Data>(response, parse(await response.text()))
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : 'The request failed.'
    return { error: { ...noDetails, code: 'network_error', message, status: 0 } }
  }
}

const noDetails = { requestId: undefined, fields: undefined, retryAfter: undefined }

function resultOf<Data>(
  response: Response,
  body: Record<string, unknown> | undefined,
): Result<Data> {
  const { status, headers } = response
  if (response.ok && body) return { data: body as Data }

  const isProblem = !response.ok && typeof body?.['code'] === 'string'
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return {
    error: {
      code: isProblem ? (body['code'] as ErrorCode) : 'server_error',
      message: isProblem ? String(body['title']) : 'Unexpected response.',
      status,
      requestId: headers.get('x-request-id') ?? undefined,
      fields: isProblem ? (body['errors'] as AuthError['fields']) : undefined,
      retryAfter: Number.isFinite(seconds) ? seconds : undefined,
    },
  }
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const body = JSON.parse(text)
    return typeof body === 'object' && body !== null ? body : undefined
  } catch {
    return undefined
  }
}
