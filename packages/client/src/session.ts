import { type AuthError, call, type Transport } from './call.ts'
import { isSameSession, parseRecord, recordOf, type SessionRecord } from './session-record.ts'
import type { SessionStore } from './stores.ts'

/** There is a session, but no usable access token: the server could not be reached or did not respond as it should. */
export class RefreshError extends Error {
  override readonly name = 'RefreshError'
  readonly error: AuthError

  constructor(error: AuthError) {
    super(error.message)
    this.error = error
  }
}

export type AuthEvent = 'SIGNED_IN' | 'TOKEN_REFRESHED' | 'SIGNED_OUT'
export type Session = ReturnType<typeof createSession>

/** Only these codes, with 400 or 401, say that a session is over. */
const endings: readonly string[] = [
  'refresh_token_invalid',
  'refresh_token_reused',
  'refresh_token_malformed',
]
const maxWaitSeconds = 60

/** The session in a store. The store is read before every use, so that tabs need no locks. */
export function createSession(options: {
  readonly key: string
  readonly refreshUrl: string
  readonly store: SessionStore
  readonly send: Transport
  readonly notify: (event: AuthEvent) => void
}) {
  const { key, store, notify } = options
  let inFlight: { readonly refresh: string; readonly token: Promise<string | null> } | undefined
  let failure:
    | { readonly count: number; readonly until: number; readonly error: AuthError }
    | undefined

  const read = () => parseRecord(store.read(key))
  const write = (record: SessionRecord) => store.write(key, JSON.stringify(record))

  async function refresh(presented: SessionRecord): Promise<string | null> {
    const body = { refresh_token: presented.refresh }
    const { data, error } = await call(options.send, options.refreshUrl, { method: 'POST', body })
    // From here to the end nothing waits: no other tab changes the store in between.
    const stored = read()
    if (!stored || !isSameSession(stored, presented)) return usable(stored)
    if (stored.refresh !== presented.refresh) return usable(stored)
    if (!error) return accept(presented, data)
    if (endings.includes(error.code) && (error.status === 400 || error.status === 401)) {
      store.clear(key)
      notify('SIGNED_OUT')
      return null
    }
    return keep(presented, error)
  }

  function accept(presented: SessionRecord, pair: unknown): string {
    let record: SessionRecord
    try {
      record = recordOf(pair, Date.now(), presented)
    } catch {
      return keep(presented, unexpectedResponse)
    }
    failure = undefined
    write(record)
    notify('TOKEN_REFRESHED')
    return record.access
  }

  /** Failures of the network and the server log nobody out. */
  function keep(presented: SessionRecord, error: AuthError): string {
    const count = (failure?.count ?? 0) + 1
    const seconds = error.retryAfter ?? Math.min(maxWaitSeconds, 2 ** (count - 1)) * Math.random()
    failure = { count, until: Date.now() + Math.min(maxWaitSeconds, seconds) * 1000, error }
    const token = usable(presented)
    if (token === null) throw new RefreshError(error)
    return token
  }

  /** A token that is due is refreshed; so is `rejected`, whatever its age. */
  async function getAccessToken(rejected?: string): Promise<string | null> {
    const record = read()
    if (!record) return null
    if (record.access !== rejected && record.refreshAt > Date.now()) return record.access
    if (inFlight?.refresh === record.refresh) return inFlight.token
    if (failure && failure.until > Date.now()) return whileWaiting(record, failure.error, rejected)

    const token = refresh(record).finally(() => {
      if (inFlight?.token === token) inFlight = undefined
    })
    inFlight = { refresh: record.refresh, token }
    return token
  }

  return {
    read,
    getAccessToken,
    start(pair: unknown): void {
      failure = undefined
      write(recordOf(pair, Date.now()))
      notify('SIGNED_IN')
    },
    /** Forgets the session, and returns what it was. */
    end(): SessionRecord | undefined {
      const record = read()
      store.clear(key)
      if (record) notify('SIGNED_OUT')
      return record
    },
  }
}

const unexpectedResponse: AuthError = {
  code: 'server_error',
  message: 'Unexpected response.',
  status: 200,
  requestId: undefined,
  fields: undefined,
  retryAfter: undefined,
}

/** Between two attempts a token is used as long as it is valid. */
function whileWaiting(record: SessionRecord, error: AuthError, rejected?: string): string {
  const token = record.access === rejected ? null : usable(record)
  if (token === null) throw new RefreshError(error)
  return token
}

function usable(record: SessionRecord | undefined): string | null {
  return record && record.expiresAt > Date.now() ? record.access : null
}
