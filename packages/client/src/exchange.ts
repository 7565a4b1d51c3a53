import { type AuthError, type Result, unexpected } from './call.ts'
import { isSameSession, recordOf, type SessionRecord } from './session-record.ts'
import type { AuthEvent, StoredSession } from './stored-session.ts'

/** Only these codes, with 400 or 401, say that a session is over. */
const endings: readonly string[] = [
  'refresh_token_invalid',
  'refresh_token_reused',
  'refresh_token_malformed',
]

/** Less than the 10 seconds for which the server repeats itself, so that another tab has time left. */
const maxBusyMilliseconds = 3_000

interface Outcome {
  readonly token?: string | null
  readonly error?: AuthError
}

/** Trades refresh tokens. Tabs say in the store that they do, and leave it to each other for a moment; nothing is locked. */
export function createExchange(
  stored: StoredSession,
  post: (path: string, body: object) => Promise<Result<unknown>>,
) {
  let announced: SessionRecord | undefined

  function withdraw(): void {
    // Another tab may have taken over.
    if (announced && stored.read()?.busyUntil === announced.busyUntil)
      stored.announce({ ...announced, busyUntil: 0 })
    announced = undefined
  }

  async function present(
    presented: SessionRecord,
    path: string,
    body: object,
    event: AuthEvent,
  ): Promise<Outcome> {
    announced = { ...presented, busyUntil: Date.now() + maxBusyMilliseconds }
    stored.announce(announced)
    const pending = post(path, { ...body, refresh_token: presented.refresh })
    const outcome = await trade(stored, presented, pending, event)
    withdraw()
    return outcome
  }

  return {
    present,
    async refresh(presented: SessionRecord): Promise<Outcome> {
      let current = stored.read()
      while (current && isBusy(current)) {
        await pause()
        await stored.sync()
        current = stored.read()
      }
      // From here until it is announced nothing waits: no other tab gets in between.
      if (!current || !isSameSession(current, presented)) return { token: null }
      if (current.refresh !== presented.refresh) return { token: current.access }

      const attempt = () => present(presented, 'refresh/', {}, 'TOKEN_REFRESHED')
      const outcome = await attempt()
      // The server may have moved on, and repeats itself for a few seconds only.
      return outcome.error && isLost(outcome.error) ? attempt() : outcome
    },
    /** The next page need not wait for a response that this one will not see. */
    leave: withdraw,
  }
}

/** Of a length that differs from tab to tab. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 100))
}

/** Whether the server may have done what it was asked for, although nobody heard of it. */
function isLost({ status }: AuthError): boolean {
  return [0, 502, 504].includes(status)
}

/** Whether a tab said a moment ago that it refreshes this. A clock that was set back makes no moment longer. */
export function isBusy({ busyUntil = 0 }: SessionRecord): boolean {
  const left = busyUntil - Date.now()
  return left > 0 && left <= maxBusyMilliseconds
}

/** Stores what came for a refresh token; `error` only where the session goes on without a new one. */
async function trade(
  stored: StoredSession,
  presented: SessionRecord,
  pending: Promise<Result<unknown>>,
  event: AuthEvent,
): Promise<Outcome> {
  const { data, error } = await pending
  await stored.sync()
  // From here to the end nothing waits: nobody changes the store in between.
  const current = stored.read()
  if (!current || !isSameSession(current, presented)) return { token: null }
  // Another tab was faster.
  if (current.refresh !== presented.refresh) return { token: current.access }
  if (error && endings.includes(error.code) && (error.status === 400 || error.status === 401)) {
    stored.clear(error.code === 'refresh_token_reused' ? error.code : 'session_expired')
    return { token: null }
  }
  if (error) return { error }
  const record = recordOf(data, Date.now(), presented)
  if (!record) return { error: unexpected(200) }
  stored.write(record, event)
  return { token: record.access }
}
