import { type AuthError, type Result, unexpected } from './call.ts'
import { isSameSession, recordOf, type SessionRecord } from './session-record.ts'
import type { AuthEvent, StoredSession } from './stored-session.ts'

/** Only these codes, with 400 or 401, say that a session is over. */
const endings: readonly string[] = [
  'refresh_token_invalid',
  'refresh_token_reused',
  'refresh_token_malformed',
]

/** Stores what came for a refresh token; `error` only where the session goes on without a new one. */
export async function trade(
  stored: StoredSession,
  presented: SessionRecord,
  pending: Promise<Result<unknown>>,
  event: AuthEvent,
): Promise<{ readonly token?: string | null; readonly error?: AuthError }> {
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
