import { type Kysely, sql } from 'kysely'
import { isPostgres } from '../../database/dialect.ts'
import { prepared } from '../../database/prepared.ts'
import type { Database, Tables } from '../../database/tables.ts'
import { isValid, type SessionTimes, type SessionValidity, whereValid } from './validity.ts'

/** A session as the refresh rule sees it when the rotation found no row. */
export interface SessionState {
  readonly id: number
  readonly userId: number
  readonly email: string
  readonly previousVerifierHash: string | null
  readonly rotatedAt: number
  readonly isAlive: boolean
  readonly isUserActive: boolean
}

/** From which hashes a session moves to which, under which conditions. */
export interface Rotation extends SessionValidity {
  readonly selectorHash: string
  readonly verifierHash: string
  readonly nextVerifierHash: string
  readonly expiresAt: number
  readonly address: string | null
  /** When the statement was sent, by the real clock of this machine, milliseconds. */
  readonly sentAt: number
}

export interface RotatedSession {
  readonly id: number
  readonly userId: number
}

/**
 * Moves a live session of an active user on to its next verifier, in one statement: of two concurrent callers
 * only one gets the row. It changes no indexed column, so PostgreSQL updates in place.
 */
export const rotateSession = prepared<Rotation, RotatedSession>('rotate_session', (db, place) =>
  rotation(db, place)
    .set({ previous_verifier_hash: place('verifierHash') })
    .returning(['id', 'user_id as userId']),
)

/** The same for a session kept under a previous SECRET_KEY, which moves to the current one on the way. */
export const adoptSession = prepared<
  Rotation & { currentSelectorHash: string; currentVerifierHash: string },
  RotatedSession
>('adopt_session', (db, place) =>
  rotation(db, place)
    .set({
      selector_hash: place('currentSelectorHash'),
      previous_verifier_hash: place('currentVerifierHash'),
    })
    .returning(['id', 'user_id as userId']),
)

/** Some ten addresses; the oldest, which may be cut, goes unread. */
const maxFormerLength = 400

// Less is an ordinary round trip; more is another clock and not a late statement.
const minLatenessMilliseconds = 1_000
const maxLatenessMilliseconds = 60_000

/**
 * The grace counts from when the rotation happens. A statement that a blocked network delivered late is dated by as much
 * later as PostgreSQL's own clock says; embedded, there is nothing in between.
 */
function rotatedAt(
  db: Kysely<Tables>,
  place: <Name extends keyof Rotation>(name: Name) => Rotation[Name],
) {
  if (!isPostgres(db)) return place('now')
  const lateness = sql<number>`((extract(epoch from clock_timestamp()) * 1000)::bigint - ${place('sentAt')}::bigint)`
  return sql<number>`${place('now')}::bigint + case
    when ${lateness} between ${sql.lit(minLatenessMilliseconds)} and ${sql.lit(maxLatenessMilliseconds)}
    then ${lateness} else 0 end`
}

function rotation(
  db: Kysely<Tables>,
  place: <Name extends keyof Rotation>(name: Name) => Rotation[Name],
) {
  return db
    .updateTable('sessions')
    .set((expression) => ({
      verifier_hash: place('nextVerifierHash'),
      rotated_at: rotatedAt(db, place),
      expires_at: place('expiresAt'),
      rotation_count: expression('rotation_count', '+', 1),
      last_address: place('address'),
      // Written only when the client moved: a row for every refresh would drown the database.
      former_addresses: sql<string | null>`case
        when last_address is null or last_address = ${place('address')} then former_addresses
        else cast(rotated_at as text) || ' ' || last_address || ','
          || substr(coalesce(former_addresses, ''), 1, ${sql.lit(maxFormerLength)})
        end`,
    }))
    .where('selector_hash', '=', place('selectorHash'))
    .where('verifier_hash', '=', place('verifierHash'))
    .where(
      whereValid({
        now: place('now'),
        rotatedAfter: place('rotatedAfter'),
        createdAfter: place('createdAfter'),
      }),
    )
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('users')
          .select('users.id')
          .whereRef('users.id', '=', 'sessions.user_id')
          .where('users.is_active', '=', true)
          .where('users.deleted_at', 'is', null),
      ),
    )
}

const selectSessionState = prepared<
  { selectorHash: string },
  SessionTimes & {
    id: number
    userId: number
    email: string
    previousVerifierHash: string | null
    isActive: boolean
    deletedAt: number | null
  }
>('select_session_state', (db, place) =>
  db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select([
      'sessions.id',
      'sessions.user_id as userId',
      'users.email',
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
