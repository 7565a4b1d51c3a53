import { type SqlBool, sql } from 'kysely'
import { type Batching, batched, filledUp, onTwoConnections } from '../../database/batched.ts'
import { isPostgres } from '../../database/dialect.ts'
import { prepared } from '../../database/prepared.ts'
import type { Database } from '../../database/tables.ts'
import { type SessionValidity, whereValid } from './validity.ts'

/** From which hashes a session moves to which, under which conditions. */
export interface Rotation extends SessionValidity {
  readonly selectorHash: string
  readonly verifierHash: string
  readonly nextVerifierHash: string
  readonly expiresAt: number
  readonly address: string | null
}

export interface RotatedSession {
  readonly id: number
  readonly userId: number
}

/** A refresh that takes longer is an outage, whose retry is worth more than an answer that comes late. */
const timeLimitMilliseconds = 3_000

/**
 * Moves a live session of an active user on to its next verifier: of two concurrent callers only one gets the row.
 * Those who wait at the same time go to the database together.
 */
export const rotateSession = batched<Rotation, RotatedSession | undefined>((db) => ({
  ...(isPostgres(db) ? onPostgres : onSqlite),
  timeLimitMilliseconds,
}))

type Dialect = Pick<Batching<Rotation, RotatedSession | undefined>, 'lanes' | 'inTurn' | 'send'>

/** One statement for all. */
const onPostgres: Dialect = {
  ...onTwoConnections,
  async send(db, rotations) {
    const [only] = rotations
    if (only && rotations.length === 1) return [(await updateSession(db, only))[0]]

    // Batches of several processes lock rows in one order.
    const sorted = rotations
      .map((rotation, index) => ({ rotation, index }))
      .sort(({ rotation: a }, { rotation: b }) => (a.selectorHash < b.selectorHash ? -1 : 1))
    const columns = Object.fromEntries(
      batchColumns.map((name) => [name, filledUp(sorted.map(({ rotation }) => rotation[name]))]),
    ) as unknown as BatchColumns

    const results: (RotatedSession | undefined)[] = rotations.map(() => undefined)
    for (const { ordinality, ...session } of await updateSessions(db, columns)) {
      results[sorted[ordinality - 1]?.index ?? -1] = session
    }
    return results
  },
}

/** The statement for each, in one transaction, so that one fsync serves all. */
const onSqlite: Dialect = {
  lanes: 1,
  inTurn: (db, work) => db.transaction().execute(work),
  async send(db, rotations) {
    const results: (RotatedSession | undefined)[] = []
    for (const rotation of rotations) results.push((await updateSession(db, rotation))[0])
    return results
  },
}

export const updateSession = prepared<Rotation, RotatedSession>(
  { name: 'rotate_session', timeLimitMilliseconds },
  (db, place) =>
    db
      .updateTable('sessions')
      .set({ ...rotatedColumns(db, place), previous_verifier_hash: place('verifierHash') })
      .where(mayRotate(place))
      .returning(['id', 'user_id as userId']),
)

const batchColumns = [
  'selectorHash',
  'verifierHash',
  'nextVerifierHash',
  'address',
  'expiresAt',
  'now',
  'rotatedAfter',
  'createdAfter',
] as const satisfies (keyof Rotation)[]

const numbers: ReadonlySet<string> = new Set(['expiresAt', 'now', 'rotatedAfter', 'createdAfter'])

type BatchColumns = { readonly [Name in keyof Rotation]: readonly Rotation[Name][] }

export const updateSessions = prepared<BatchColumns, RotatedSession & { ordinality: number }>(
  { name: 'rotate_sessions', timeLimitMilliseconds },
  (db, place) => {
    const ofBatch = (<Name extends keyof Rotation>(name: Name) =>
      sql<Rotation[Name]>`batch.${sql.ref(name)}`) as unknown as ValueOf
    const arrays = batchColumns.map((name) =>
      numbers.has(name) ? sql`${place(name)}::bigint[]` : sql`${place(name)}::text[]`,
    )
    const names = [...batchColumns.map((name) => sql.ref(name)), sql`ordinality`]
    return db
      .updateTable('sessions')
      .from(
        sql<{ ordinality: number }>`unnest(${sql.join(arrays)}) with ordinality`.as<'batch'>(
          sql`batch(${sql.join(names)})`,
        ),
      )
      .set({ ...rotatedColumns(db, ofBatch), previous_verifier_hash: ofBatch('verifierHash') })
      .where(mayRotate(ofBatch))
      .returning(['batch.ordinality', 'sessions.id', 'sessions.user_id as userId'])
  },
)

/** The same for a session kept under a previous SECRET_KEY, which moves to the current one on the way. */
export const adoptSession = prepared<
  Rotation & { currentSelectorHash: string; currentVerifierHash: string },
  RotatedSession
>({ name: 'adopt_session', timeLimitMilliseconds }, (db, place) =>
  db
    .updateTable('sessions')
    .set({
      ...rotatedColumns(db, place),
      selector_hash: place('currentSelectorHash'),
      previous_verifier_hash: place('currentVerifierHash'),
    })
    .where(mayRotate(place))
    .returning(['id', 'user_id as userId']),
)

/** A value of the rotation in a statement: a parameter, or a column of the batch. */
type ValueOf = <Name extends keyof Rotation>(name: Name) => Rotation[Name]

/** Some ten addresses; the oldest, which may be cut, goes unread. */
const maxFormerLength = 400

/** No indexed column is among them, so PostgreSQL updates in place. */
function rotatedColumns(db: Database, value: ValueOf) {
  return {
    verifier_hash: value('nextVerifierHash'),
    rotated_at: rotatedAt(db, value),
    expires_at: value('expiresAt'),
    rotation_count: sql<number>`rotation_count + 1`,
    last_address: value('address'),
    // Written only when the client moved: a row for every refresh would drown the database.
    former_addresses: sql<string | null>`case
      when last_address is null or last_address = ${value('address')} then former_addresses
      else cast(rotated_at as text) || ' ' || last_address || ','
        || substr(coalesce(former_addresses, ''), 1, ${sql.lit(maxFormerLength)})
      end`,
  }
}

// Less is an ordinary round trip; more is a clock that was set and not a late statement.
const minLatenessMilliseconds = 1_000
const maxLatenessMilliseconds = 60_000

/**
 * The grace counts from when the rotation happens. A statement that a blocked network delivered late is dated by as much
 * later as PostgreSQL's own clock says; embedded, there is nothing in between.
 */
function rotatedAt(db: Database, value: ValueOf) {
  if (!isPostgres(db)) return value('now')
  const lateness = sql<number>`((extract(epoch from clock_timestamp()) * 1000)::bigint - ${value('now')}::bigint)`
  return sql<number>`${value('now')}::bigint + case
    when ${lateness} between ${sql.lit(minLatenessMilliseconds)} and ${sql.lit(maxLatenessMilliseconds)}
    then ${lateness} else 0 end`
}

/**
 * The user is looked up row by row, as a value: PostgreSQL would turn an `exists` into a join and, where it takes the
 * table of users for small, read all their sessions for each batch (9.4 instead of 0.6 ms at 10,000 sessions).
 */
function mayRotate(value: ValueOf) {
  const validity = {
    now: value('now'),
    rotatedAfter: value('rotatedAfter'),
    createdAfter: value('createdAfter'),
  }
  return sql<SqlBool>`sessions.selector_hash = ${value('selectorHash')}
    and sessions.verifier_hash = ${value('verifierHash')} and ${whereValid(validity)}
    and (select users.is_active and users.deleted_at is null from users
      where users.id = sessions.user_id)`
}
