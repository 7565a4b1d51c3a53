import { type AuthError, type Result, unexpected } from './call.ts'
import { listenTo } from './listen-to.ts'
import { isSameSession, recordOf, type SessionRecord } from './session-record.ts'
import type { AuthEvent, StoredSession } from './stored-session.ts'

/** Less than the 10 seconds for which the server repeats itself, so that another tab has time left. */
const maxBusyMilliseconds = 3_000

/** What came for a refresh token; `error` only where the session goes on without a new one. */
interface Outcome {
  readonly token?: string | null
  readonly error?: AuthError
}

/** Trades refresh tokens. Tabs say in the store that they do, and leave it to each other for a few seconds; nothing is locked. */
export function createExchange(
  stored: StoredSession,
  post: (path: string, body: object) => Promise<Result<unknown>>,
) {
  /** What comes of a token that is stored no more: nothing after a logout or another login, or what another tab got for it. */
  function otherThan(presented: SessionRecord): Outcome | undefined {
    const current = stored.read()
    if (!current || !isSameSession(current, presented)) return { token: null }
    return current.refresh === presented.refresh ? undefined : { token: current.access }
  }

  async function present(
    presented: SessionRecord,
    path: string,
    body: object,
    event: AuthEvent,
  ): Promise<Outcome> {
    stored.announce(presented, Date.now() + maxBusyMilliseconds)
    const leave = () => stored.announce(presented, 0)
    // The next page need not wait for a response that this one will not see.
    const stopListening = listenTo('pagehide', leave)
    const { data, error } = await post(path, { ...body, refresh_token: presented.refresh })
    stopListening()
    await stored.sync()
    // From here to the end nothing waits: nobody changes the store in between.
    const other = otherThan(presented)
    if (other) return other
    // Only 400 or 401 with refresh_token_invalid, _malformed or _reused says that a session is over. Short for the size limit.
    if (error && /^40[01]refresh_token_(i|m|reu)/.test(error.status + error.code)) {
      stored.clear(error.code === 'refresh_token_reused' ? error.code : 'session_expired')
      return { token: null }
    }
    const record = recordOf(data, Date.now(), presented)
    if (record) {
      stored.write(record, event)
      return { token: record.access }
    }
    leave()
    return { error: error ?? unexpected(200) }
  }

  return {
    present,
    async refresh(presented: SessionRecord): Promise<Outcome> {
      while (isBusy(stored.read())) {
        await new Promise((resolve) => setTimeout(resolve, 200 * Math.random()))
        await stored.sync()
      }
      // From here until it is announced nothing waits: no other tab gets in between.
      const attempt = async () =>
        otherThan(presented) ?? present(presented, 'refresh/', {}, 'TOKEN_REFRESHED')
      const outcome = await attempt()
      // Without a response the server may have moved on, and repeats itself for a few seconds only.
      return outcome.error?.status === 0 ? attempt() : outcome
    },
  }
}

/** Whether a tab said just now that it refreshes this. A clock that was set back prolongs nothing. */
export function isBusy(record: SessionRecord | undefined): boolean {
  const left = Number(record?.busyUntil) - Date.now()
  return left > 0 && left <= maxBusyMilliseconds
}
