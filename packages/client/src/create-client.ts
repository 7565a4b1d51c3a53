import { accountCalls } from './account.ts'
import type {
  Credentials,
  EmailLogin,
  EmailLoginRequest,
  Registered,
  Registration,
  RegistrationPending,
  RegistrationProof,
  Ticket,
} from './api.ts'
import { type OnStepUp, type Proof, sendAuthorized } from './authorized-fetch.ts'
import { call, type Result, type Transport } from './call.ts'
import { eventsOf } from './events.ts'
import { listenTo } from './listen-to.ts'
import { logoutQueue } from './logout-queue.ts'
import { createSession } from './session.ts'
import { storedSession } from './stored-session.ts'
import { memoryStore, type SessionStore } from './stores.ts'

export type * from './api.ts'
export { type AsyncStorage, asyncStore } from './async-store.ts'
export type { OnStepUp, Proof, StepUpRequest } from './authorized-fetch.ts'
export { type AuthError, RefreshError, type Result, type Transport } from './call.ts'
export type { ErrorCode } from './error-codes.ts'
export { CallError, orThrow } from './or-throw.ts'
export type { SessionDetails } from './session-record.ts'
export type { AuthEvent, AuthListener, SignOutReason } from './stored-session.ts'
export { localStorageStore, memoryStore, type SessionStore, sessionStorageStore } from './stores.ts'

export interface AuthClientOptions {
  /** PUBLIC_URL of the server. */
  readonly baseURL: string
  /** Memory by default. */
  readonly storage?: SessionStore
  /** Name of the session in the storage; for two sessions in one storage. */
  readonly storageKey?: string
  /** Other origins that may receive the access token. */
  readonly origins?: readonly string[]
  readonly transport?: Transport
  /** Asks for the password where a request needs a recent login, which is then repeated. */
  readonly onStepUp?: OnStepUp
  /**
   * How long a request to the server may take, milliseconds. 7,000 by default: a refresh is repeated before the 10 seconds are
   * over for which the server repeats itself.
   */
  readonly timeout?: number
}

export type AuthClient = ReturnType<typeof createAuthClient>

/** A client of one server, with one session. Access tokens are refreshed when they are needed, not by a timer. */
export function createAuthClient(options: AuthClientOptions) {
  const { session, account, post, logouts, authorized, listening } = partsOf(options)

  async function start(path: string, body: unknown): Promise<Result<null>> {
    const { data, error } = await post(path, body)
    const failure = error ?? (await session.start(data))
    return failure ? { error: failure } : { data: null }
  }

  return {
    ...account,
    ...listening,
    register: (registration: Registration) =>
      post<Registered | RegistrationPending>('register/', registration),
    confirmRegistration: (proof: RegistrationProof) => post<Registered>('register/confirm/', proof),
    login: (credentials: Credentials) => start('login/', credentials),
    /** Sends a code; the response is the same whether or not there is an account. */
    requestEmailLogin: (request: EmailLoginRequest) => post<Ticket>('login/email/', request),
    loginWithEmail: (proof: EmailLogin) => start('login/email/confirm/', proof),
    /** Proves again who uses the session; sensitive actions are possible for 10 minutes. */
    async stepUp(proof: Proof): Promise<Result<null>> {
      const error = await session.stepUp(proof)
      return error ? { error } : { data: null }
    },
    /** Forgets the session at once; the server is told afterwards, as soon as it can be reached. */
    async logout({ scope = 'local' }: LogoutOptions = {}): Promise<Result<null>> {
      if (scope !== 'local') {
        const { error } = await account.sessions.endOthers()
        if (error) return { error }
      }
      if (scope !== 'others') {
        const refresh = await session.end('logout')
        if (refresh) logouts.add(refresh)
        await logouts.send()
      }
      return { data: null }
    },
    /** Whose session it is, without a request; null when nobody is logged in. */
    getSession: () => session.getDetails(),
    /** Fresh, or null when nobody is logged in. @throws {RefreshError} */
    getAccessToken: () => session.getAccessToken(),
    /** `fetch` with the access token, for the origins that may receive it. @throws {RefreshError} */
    fetch: async (input: string | URL | Request, init?: RequestInit) =>
      authorized(new Request(input, init)),
  }
}

export interface LogoutOptions {
  /** This session, all others of the user, or all. */
  readonly scope?: 'local' | 'others' | 'global'
}

function partsOf(options: AuthClientOptions) {
  const { storage: store = memoryStore(), timeout = 7_000, onStepUp } = options
  const baseURL = options.baseURL.replace(/\/+$/, '')
  const { origin } = new URL(baseURL)
  const key = options.storageKey ?? `latchkey:${baseURL}`
  const send: Transport = options.transport ?? ((request) => fetch(request))
  const origins = new Set([origin, ...(options.origins ?? []).map((one) => new URL(one).origin)])
  const authorized: Transport = (request) =>
    sendAuthorized(request, { session, send, origins, onStepUp })
  const callWith =
    (transport: Transport) =>
    <Data>(method: string, path: string, body?: unknown) =>
      call<Data>(transport, `${baseURL}/api/${path}`, { method, body, timeout })
  const post = <Data>(path: string, body: unknown) => callWith(send)<Data>('POST', path, body)

  const events = eventsOf(() => session.getDetails())
  const stored = storedSession(key, store, events.notify)
  const session = createSession(stored, post)
  const logouts = logoutQueue(store, `${key}.logout`, (refresh) =>
    post('logout/', { refresh_token: refresh }),
  )
  const account = accountCalls(callWith(authorized), {
    onUpdated: () => void events.notifyNow('USER_UPDATED'),
    onDeleted: async () => void (await session.end('logout')),
  })
  const unsubscribe = store.subscribe?.((what) => {
    if (what === 'changed') stored.read()
    else void events.notifyNow('STORAGE_FAILED')
  })
  const stopListening = listenTo('online', () => {
    session.retry()
    void logouts.send()
  })
  void logouts.send()

  const listening = {
    onAuthStateChange: events.onAuthStateChange,
    /** Ends all listening; the session in the store stays. */
    dispose(): void {
      events.clear()
      unsubscribe?.()
      stopListening()
    },
  }
  return { session, account, post, logouts, authorized, listening }
}
