import type { Database } from '../../database/tables.ts'

/** A process that serves on the database, as it described itself. */
export interface ProcessRow {
  readonly id: string
  readonly host: string
  readonly pid: number
  readonly version: string
  readonly startedAt: number
  readonly seenAt: number
  /** The revision of the settings that it acts on. */
  readonly settingsRevision: number
}

/** The times between which a process must have been seen to be there. */
export interface HeartbeatSpan {
  readonly from: number
  readonly to: number
}

/** Says that the process is there, also when its row was deleted in the meantime. */
export async function upsertProcess(db: Database, process: ProcessRow): Promise<void> {
  const renewed = { seen_at: process.seenAt, settings_revision: process.settingsRevision }
  await db
    .insertInto('processes')
    .values({
      id: process.id,
      host: process.host,
      pid: process.pid,
      version: process.version,
      started_at: process.startedAt,
      ...renewed,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(renewed))
    .execute()
}

/** Writes the row of the process as it is, durably, to see that the database takes what is written. */
export async function touchProcess(db: Database, id: string): Promise<void> {
  await db
    .updateTable('processes')
    .set(({ ref }) => ({ seen_at: ref('seen_at') }))
    .where('id', '=', id)
    .execute()
}

export async function deleteProcess(db: Database, id: string): Promise<void> {
  await db.deleteFrom('processes').where('id', '=', id).execute()
}

/** Forgets the processes that ended without a word, and those a clock has put into the future. */
export async function deleteAbsentProcesses(
  db: Database,
  { from, to }: HeartbeatSpan,
): Promise<void> {
  await db
    .deleteFrom('processes')
    .where(({ or, eb }) => or([eb('seen_at', '<', from), eb('seen_at', '>', to)]))
    .execute()
}

/** The processes that are there, the oldest first, each beside the revision of the settings now. */
export async function listProcesses(
  db: Database,
  { from, to }: HeartbeatSpan,
): Promise<(ProcessRow & { readonly newestRevision: number })[]> {
  return await db
    .selectFrom('processes')
    .innerJoin('revisions', (join) => join.on('revisions.name', '=', 'settings'))
    .select([
      'id',
      'host',
      'pid',
      'version',
      'started_at as startedAt',
      'seen_at as seenAt',
      'settings_revision as settingsRevision',
      'revision as newestRevision',
    ])
    .where('seen_at', '>=', from)
    .where('seen_at', '<=', to)
    .orderBy('started_at')
    .orderBy('id')
    .execute()
}
