import { call, type Result, type Transport } from './call.ts'
import { type AuthEvent, createSession, RefreshError, type Session } from './session.ts'
import { memoryStore, type SessionStore } from './stores.ts'

export type { AuthError, Result, Transport } from './call.ts'
export type { ErrorCode } from './error-codes.ts'
export { type AuthEvent, RefreshError } from './session.ts'
export { localStorageStore, memoryStore, type SessionStore, sessionStorageStore } from './stores.ts'

export interface AuthClientOptions {
  /** Origin of the server. */
  readonly baseURL: string
  /** Memory by default. */
  readonly storage?: SessionStore
  /** Other origins that may receive the access token. */
  readonly origins?: readonly string[]
  readonly transport?: Transport
}

export interface Credentials {
  readonly email: string
  readonly password: string
}

export type AuthClient = ReturnType<typeof createAuthClient>

/** A client of one server, with one session. Access tokens are refreshed when they are needed, not by a timer. */
export function createAuthClient(options: AuthClientOptions) {
  const { origin } = new URL(options.baseURL)
  const send: Transport = options.transport ?? ((request) => fetch(request))
  const listeners = new Set<(event: AuthEvent) => void>()
  const session = createSession({
    key: `latchkey:${origin}`,
    refreshUrl: `${origin}/api/refresh/`,
    store: options.storage ?? memoryStore(),
    send,
    // In a later task, so that a listener may use the client.
    notify: (event) => {
      for (const listener of listeners) setTimeout(() => listener(event))
    },
  })
  const origins = new Set([origin, ...(options.origins ?? []).map((one) => new URL(one).origin)])
  const authorized = (request: Request) => sendAuthorized(request, { session, send, origins })
  const post = (path: string, body: unknown) =>
    call(send, `${origin}${path}`, { method: 'POST', body })

  return {
    register: (credentials: Credentials) => post('/api/register/', credentials),
    async login(credentials: Credentials): Promise<Result<null>> {
      const { data, error } = await post('/api/login/', credentials)
      if (error) return { error }
      session.start(data)
      return { data: null }
    },
    /** Forgets the session at once; the server is told afterwards. */
    async logout(): Promise<void> {
      const record = session.end()
      if (record) await post('/api/logout/', { refresh_token: record.refresh })
    },
    /** Fresh, or null when nobody is logged in. @throws {RefreshError} */
    getAccessToken: () => session.getAccessToken(),
    /** `fetch` with the access token, for the origins that may receive it. @throws {RefreshError} */
    fetch: (input: string | URL | Request, init?: RequestInit) =>
      authorized(new Request(input, init)),
    getUser: () => call(authorized, `${origin}/api/me/`, { method: 'GET' }),
    updateUser: (body: Readonly<Record<string, unknown>>) =>
      call(authorized, `${origin}/api/me/`, { method: 'PUT', body }),
    onAuthStateChange(listener: (event: AuthEvent) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** At most one refresh and one repetition, whatever the server responds. */
async function sendAuthorized(
  request: Request,
  client: { session: Session; send: Transport; origins: ReadonlySet<string> },
): Promise<Response> {
  const { session, send } = client
  if (!mayReceiveToken(new URL(request.url), client.origins)) return send(request)
  const token = await session.getAccessToken()
  if (token === null) return send(request)

  const repetition = request.clone()
  const response = await send(withToken(request, token))
  if (response.status !== 401) return response
  const next = await session.getAccessToken(token).catch((error) => {
    if (error instanceof RefreshError) return null
    throw error
  })
  return next === null || next === token ? response : send(withToken(repetition, next))
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
