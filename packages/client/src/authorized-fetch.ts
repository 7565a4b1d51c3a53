import { parse, RefreshError, type Transport } from './call.ts'
import type { Session } from './session.ts'

/** What a service asks for before it does something sensitive. */
export interface StepUpRequest {
  /** What proves it, such as `password`. */
  readonly methods: readonly string[]
}

export interface Proof {
  readonly password: string
}

/** Asks the user, and returns undefined if they do not want to. */
export type OnStepUp = (request: StepUpRequest) => Promise<Proof | undefined>

export interface AuthorizedFetchOptions {
  readonly session: Session
  readonly send: Transport
  readonly origins: ReadonlySet<string>
  readonly onStepUp: OnStepUp | undefined
}

/** At most one refresh or step-up and one repetition, whatever the server responds. */
export async function sendAuthorized(
  request: Request,
  options: AuthorizedFetchOptions,
): Promise<Response> {
  const { session, send } = options
  if (!mayReceiveToken(new URL(request.url), options.origins)) return send(request)
  const token = await session.getAccessToken()
  if (token === null) return send(request)

  const repetition = request.clone()
  const response = await send(withToken(request, token))
  const next = await nextToken(response, token, options)
  return next === null || next === token ? response : send(withToken(repetition, next))
}

/** The token to repeat a request with, or null where that is of no use. */
async function nextToken(
  response: Response,
  token: string,
  { session, onStepUp }: AuthorizedFetchOptions,
): Promise<string | null> {
  const { status } = response
  if (status !== 401 && status !== 403) return null
  const request = await stepUpRequestOf(response)
  if (request) {
    const proof = await onStepUp?.(request)
    if (!proof || (await session.stepUp(proof))) return null
    return session.getAccessToken()
  }
  if (status === 403) return null
  return session.getAccessToken(token).catch((error) => {
    if (error instanceof RefreshError) return null
    throw error
  })
}

/** The server says it with a code, other services with a challenge (RFC 9470). */
async function stepUpRequestOf(response: Response): Promise<StepUpRequest | undefined> {
  const challenge = response.headers.get('www-authenticate') ?? ''
  if (challenge.includes('insufficient_user_authentication')) return { methods: ['password'] }
  if (response.status !== 403) return undefined
  const text = await response.clone().text()
  const problem = parse(text)
  if (problem?.['code'] !== 'reauthentication_required') return undefined
  return { methods: (problem['methods'] ?? []) as readonly string[] }
}

function mayReceiveToken(url: URL, origins: ReadonlySet<string>): boolean {
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  return origins.has(url.origin) && (url.protocol === 'https:' || isLocal)
}

function withToken(request: Request, token: string): Request {
  const headers = new Headers(request.headers)
  headers.set('authorization', `Bearer ${token}`)
  // A redirect must not carry the token to another origin.
  return new Request(request, { headers, redirect: 'error' })
}
