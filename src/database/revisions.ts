import { sql } from 'kysely'
import type { Connection } from './connect.ts'
import { isPostgres } from './dialect.ts'
import { changesChannel } from './listen.ts'
import { prepared } from './prepared.ts'
import type { Database, TransactionHandle } from './tables.ts'

/**
 * What every node keeps in memory and must learn about within a second when it changes; `superusers` and `email_texts` are
 * locks only.
 */
export type RevisionName =
  | 'settings'
  | 'signing_keys'
  | 'password_hashes'
  | 'superusers'
  | 'email_texts'

const selectRevisions = prepared<object, { name: string; revision: number }>(
  'select_revisions',
  (db) => db.selectFrom('revisions').select(['name', 'revision']),
)

/** How often it was changed; what is read afterwards is at least as new. */
export async function readRevision(db: Database, name: RevisionName): Promise<number> {
  const row = await db
    .selectFrom('revisions')
    .select('revision')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return row.revision
}

/**
 * Counts the change up, inside the transaction that makes it. Besides waking the other nodes this is the
 * lock under which concurrent changes of one kind take turns, on both databases.
 */
export async function bumpRevision(db: TransactionHandle, name: RevisionName): Promise<void> {
  await db
    .updateTable('revisions')
    .set((expression) => ({ revision: expression('revision', '+', 1) }))
    .where('name', '=', name)
    .execute()
  if (isPostgres(db)) {
    await sql`select pg_notify(${changesChannel}, ${name})`.execute(db)
  }
}

const pollMilliseconds = 400

export interface Watching {
  readonly onChange: (name: RevisionName) => Promise<void>
  readonly onError: (error: unknown) => void
}

/**
 * Calls `onChange` on this node within a second of a change committed by any node or command:
 * LISTEN where the database can push, and a poll of one tiny table as the net below it.
 */
export function watchChanges(connection: Connection, { onChange, onError }: Watching) {
  const seen = new Map<string, number>()
  let reading = false

  async function look() {
    if (reading) return
    reading = true
    try {
      await compare(connection.db)
    } catch (error) {
      onError(error)
    } finally {
      reading = false
    }
  }

  async function compare(db: Database) {
    for (const { name, revision } of await selectRevisions(db, {})) {
      if (seen.get(name) === revision) continue
      await onChange(name as RevisionName)
      seen.set(name, revision)
    }
  }

  const timer = setInterval(look, pollMilliseconds)
  timer.unref()
  const stopListening = connection.listen(look)

  return {
    /** Looks now instead of at the next poll. */
    look,
    stop() {
      clearInterval(timer)
      stopListening()
    },
  }
}
