import { type AuthError, RefreshError, type Result, unexpected } from './call.ts'
import { createExchange, isBusy } from './exchange.ts'
import { describe, recordOf, type SessionDetails, type SessionRecord } from './session-record.ts'
import type { SignOutReason, StoredSession } from './stored-session.ts'

export type Session = ReturnType<typeof createSession>

interface Failure {
  /** 1, 2, 4 …, the seconds that are waited at most. */
  readonly wait: number
  readonly until: number
  readonly error: AuthError
}

const maxWaitMilliseconds = 60_000

/** The session in a store. The store is read before every use, so that tabs need no locks. */
export function createSession(
  stored: StoredSession,
  post: (path: string, body: object) => Promise<Result<unknown>>,
) {
  const exchange = createExchange(stored, post)
  let inFlight: { readonly refresh: string; readonly token: Promise<string | null> } | undefined
  let failure: Failure | undefined

  async function refresh(presented: SessionRecord, rejected?: string): Promise<string | null> {
    const { token = null, error } = await exchange.refresh(presented)
    failure = error && failureOf(error, failure)
    // Failures of the network and the server log nobody out.
    return error ? whileWaiting(presented, error, rejected) : token
  }

  /** What is stored; read anew from slow storage before a refresh. */
  async function readAnew(rejected?: string): Promise<SessionRecord | undefined> {
    if (stored.loaded) await stored.loaded
    const record = stored.read()
    const syncing = record && !isFresh(record, rejected) && stored.sync()
    if (!syncing) return record
    await syncing
    return stored.read()
  }

  /** A token that is due is refreshed; so is `rejected`, whatever its age. */
  async function getAccessToken(rejected?: string): Promise<string | null> {
    const record = await readAnew(rejected)
    if (!record) return null
    if (isFresh(record, rejected)) return record.access
    if (inFlight?.refresh === record.refresh) return inFlight.token
    if (failure && failure.until > Date.now()) return whileWaiting(record, failure.error, rejected)

    const token = refresh(record, rejected).finally(() => {
      if (inFlight?.token === token) inFlight = undefined
    })
    inFlight = { refresh: record.refresh, token }
    return token
  }

  return {
    getAccessToken,
    async getDetails(): Promise<SessionDetails | null> {
      await stored.loaded
      return describe(stored.read())
    },
    /** After a failure: tries at once, as long as the server may still remember what it said. */
    retry(): void {
      if (failure) {
        failure = undefined
        getAccessToken().catch(() => null)
      }
    },
    async start(pair: unknown): Promise<AuthError | undefined> {
      const record = recordOf(pair, Date.now())
      if (!record) return unexpected(200)
      failure = undefined
      stored.write(record, 'SIGNED_IN')
      await stored.sync()
      return undefined
    },
    /** Proves again who uses the session. */
    async stepUp(proof: object): Promise<AuthError | undefined> {
      await inFlight?.token.catch(() => null)
      await stored.loaded
      const record = stored.read()
      const nobody = { ...unexpected(401), code: 'credentials_missing' } as const
      if (!record) return nobody
      const { token, error } = await exchange.present(record, 'step-up/', proof, 'STEPPED_UP')
      return error ?? (token ? undefined : nobody)
    },
    /** Forgets the session, and returns its refresh token. */
    async end(reason: SignOutReason): Promise<string | undefined> {
      if (stored.loaded) await stored.loaded
      const record = stored.read()
      stored.clear(reason)
      return record?.refresh
    },
  }
}

/** 1, 2, 4 … 60 seconds at most, or what the server asks for. */
function failureOf(error: AuthError, previous: Failure | undefined): Failure {
  const wait = previous ? previous.wait * 2 : 1
  const milliseconds = 1_000 * (error.retryAfter ?? wait * Math.random())
  return { wait, until: Date.now() + Math.min(maxWaitMilliseconds, milliseconds), error }
}

/** Not due, or another tab sees to it. */
function isFresh(record: SessionRecord, rejected?: string): boolean {
  const usableUntil = isBusy(record) ? record.expiresAt : record.refreshAt
  return record.access !== rejected && usableUntil > Date.now()
}

/** Between two attempts a token is used as long as it is valid. @throws {RefreshError} */
function whileWaiting(record: SessionRecord, error: AuthError, rejected?: string): string {
  if (record.access !== rejected && record.expiresAt > Date.now()) return record.access
  throw new RefreshError(error)
}
