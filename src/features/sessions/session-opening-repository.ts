import type { RefreshTokenHashes } from '../../crypto/refresh-token.ts'
import type { TransactionHandle } from '../../database/tables.ts'
import { endingOf } from './session-ending-repository.ts'
import { type SessionValidity, whereValid } from './validity.ts'

// Statements of `openSession`, which nothing else may use (a dependency rule says so).

export interface NewSession extends RefreshTokenHashes {
  readonly userId: number
  readonly createdAt: number
  readonly expiresAt: number
  readonly address: string | undefined
  readonly userAgent: string | undefined
}

export async function insertSession(db: TransactionHandle, session: NewSession): Promise<number> {
  const { id } = await db
    .insertInto('sessions')
    .values({
      user_id: session.userId,
      selector_hash: session.selectorHash,
      verifier_hash: session.verifierHash,
      previous_verifier_hash: null,
      created_at: session.createdAt,
      rotated_at: session.createdAt,
      expires_at: session.expiresAt,
      ended_at: null,
      end_reason: null,
      ended_by: null,
      address: session.address ?? null,
      user_agent: session.userAgent ?? null,
      last_address: session.address ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
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
