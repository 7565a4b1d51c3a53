import type { RefreshTokenHashes } from '../../crypto/refresh-token.ts'
import { prepared } from '../../database/prepared.ts'
import type { TransactionHandle } from '../../database/tables.ts'
import { endingOf } from './session-ending-repository.ts'
import { type SessionValidity, whereValid } from './validity.ts'

// Statements of `openSession`, which nothing else may use (a dependency rule says so).

export interface NewSession extends RefreshTokenHashes {
  readonly userId: number
  readonly createdAt: number
  readonly expiresAt: number
  readonly address: string | null
  readonly userAgent: string | null
}

const addSession = prepared<NewSession, { id: number }>('insert_session', (db, place) =>
  db
    .insertInto('sessions')
    .values({
      user_id: place('userId'),
      selector_hash: place('selectorHash'),
      verifier_hash: place('verifierHash'),
      previous_verifier_hash: null,
      created_at: place('createdAt'),
      rotated_at: place('createdAt'),
      expires_at: place('expiresAt'),
      ended_at: null,
      end_reason: null,
      ended_by: null,
      address: place('address'),
      user_agent: place('userAgent'),
      last_address: place('address'),
    })
    .returning('id'),
)

export async function insertSession(db: TransactionHandle, session: NewSession): Promise<number> {
  const [added] = await addSession(db, session)
  if (!added) throw new Error('The session was not inserted')
  return added.id
}

// SQLite has no OFFSET without a LIMIT.
const noLimit = 1_000_000_000

/**
 * Ends the sessions of the user beyond the `keep` that were used last. The newest is one of these whatever
 * the times say: a clock that was set back must not end the session that begins now.
 */
export async function endExcessSessions(
  db: TransactionHandle,
  { userId, newestId, keep }: { userId: number; newestId: number; keep: number },
  validity: SessionValidity,
  endedAt: number,
): Promise<void> {
  const excess = db
    .selectFrom('sessions')
    .select('id')
    .where('user_id', '=', userId)
    .where('id', '<>', newestId)
    .where(whereValid(validity))
    .orderBy('rotated_at', 'desc')
    .orderBy('id', 'desc')
    .limit(noLimit)
    .offset(keep - 1)
  await endingOf(db, { reason: 'session_limit', endedAt, endedBy: null })
    .where('id', 'in', excess)
    .execute()
}
