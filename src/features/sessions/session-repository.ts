import { prepared } from '../../database/prepared.ts'
import type { Database } from '../../database/tables.ts'
import { isValid, type SessionTimes, type SessionValidity } from './validity.ts'

/** A session as the refresh rule sees it when the rotation found no row. */
export interface SessionState {
  readonly id: number
  readonly userId: number
  readonly email: string
  readonly verifierHash: string
  readonly previousVerifierHash: string | null
  readonly rotatedAt: number
  readonly isAlive: boolean
  readonly isUserActive: boolean
}

const selectSessionState = prepared<
  { selectorHash: string },
  SessionTimes & {
    id: number
    userId: number
    email: string
    verifierHash: string
    previousVerifierHash: string | null
    isActive: boolean
    deletedAt: number | null
  }
>({ name: 'select_session_state', timeLimitMilliseconds: 3_000 }, (db, place) =>
  db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select([
      'sessions.id',
      'sessions.user_id as userId',
      'users.email',
      'sessions.verifier_hash as verifierHash',
      'sessions.previous_verifier_hash as previousVerifierHash',
      'sessions.created_at as createdAt',
      'sessions.rotated_at as rotatedAt',
      'sessions.expires_at as expiresAt',
      'sessions.ended_at as endedAt',
      'users.is_active as isActive',
      'users.deleted_at as deletedAt',
    ])
    .where('sessions.selector_hash', '=', place('selectorHash')),
)

export async function findSessionState(
  db: Database,
  selectorHash: string,
  validity: SessionValidity,
): Promise<SessionState | undefined> {
  const [row] = await selectSessionState(db, { selectorHash })
  return (
    row && {
      ...row,
      isAlive: isValid(row, validity),
      isUserActive: row.isActive && row.deletedAt === null,
    }
  )
}
