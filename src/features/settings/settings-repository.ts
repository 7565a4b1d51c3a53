import type { Database, TransactionHandle } from '../../database/tables.ts'
import type { SettingKey } from './definitions.ts'

/** One change of a setting; `undefined` means the default. */
export interface SettingChange {
  readonly id: number
  readonly key: string
  readonly from: unknown
  readonly to: unknown
  readonly changedAt: number
  readonly actorId: number | undefined
  readonly actor: string
  readonly source: string
  readonly comment: string | undefined
}

export type NewSettingChange = Omit<SettingChange, 'id'> & { readonly key: SettingKey }

/** The stored values by key, those out of bounds too. */
export async function readStoredValues(db: Database): Promise<Map<string, unknown>> {
  const rows = await db.selectFrom('settings').select(['key', 'value']).execute()
  return new Map(rows.map(({ key, value }) => [key, parseStored(value)]))
}

/** A row that is not JSON counts as its text, so that it can be seen and replaced. */
function parseStored(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

export async function upsertSetting(
  db: TransactionHandle,
  key: SettingKey,
  value: unknown,
  changedAt: number,
): Promise<void> {
  const row = { value: JSON.stringify(value), changed_at: changedAt }
  await db
    .insertInto('settings')
    .values({ key, ...row })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute()
}

export async function deleteSetting(db: TransactionHandle, key: SettingKey): Promise<void> {
  await db.deleteFrom('settings').where('key', '=', key).execute()
}

/** Adds a change to the history. Returns its id, the new version of the setting. */
export async function insertSettingChange(
  db: TransactionHandle,
  change: NewSettingChange,
): Promise<number> {
  const { id } = await db
    .insertInto('setting_changes')
    .values({
      key: change.key,
      from_value: toJson(change.from),
      to_value: toJson(change.to),
      changed_at: change.changedAt,
      actor_id: change.actorId ?? null,
      actor: change.actor,
      source: change.source,
      comment: change.comment ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export interface ChangesFilter {
  readonly key?: string | undefined
  readonly actor?: string | undefined
  /** Only changes older than this id: the next page. */
  readonly beforeId?: number | undefined
  readonly limit: number
}

/** Newest first. */
export async function listSettingChanges(
  db: Database,
  filter: ChangesFilter,
): Promise<SettingChange[]> {
  let query = selectChanges(db).orderBy('id', 'desc').limit(filter.limit)
  if (filter.key !== undefined) query = query.where('key', '=', filter.key)
  if (filter.actor !== undefined) query = query.where('actor', '=', filter.actor)
  if (filter.beforeId !== undefined) query = query.where('id', '<', filter.beforeId)
  return (await query.execute()).map(toChange)
}

export async function countChanges(
  db: Database,
  { key, actor }: Pick<ChangesFilter, 'key' | 'actor'>,
): Promise<number> {
  let query = db.selectFrom('setting_changes').select(({ fn }) => fn.countAll<number>().as('count'))
  if (key !== undefined) query = query.where('key', '=', key)
  if (actor !== undefined) query = query.where('actor', '=', actor)
  return Number((await query.executeTakeFirstOrThrow()).count)
}

/** The last change of each setting that was ever changed. */
export async function listLatestChanges(db: Database): Promise<SettingChange[]> {
  const latest = db
    .selectFrom('setting_changes')
    .select((expression) => expression.fn.max('id').as('id'))
    .groupBy('key')
  const rows = await selectChanges(db).where('id', 'in', latest).execute()
  return rows.map(toChange)
}

/** Every change of these settings, oldest first. */
export async function listChangesOf(
  db: Database,
  keys: readonly SettingKey[],
): Promise<SettingChange[]> {
  const rows = await selectChanges(db).where('key', 'in', keys).orderBy('id').execute()
  return rows.map(toChange)
}

export async function findSettingChange(
  db: Database,
  id: number,
): Promise<SettingChange | undefined> {
  const row = await selectChanges(db).where('id', '=', id).executeTakeFirst()
  return row && toChange(row)
}

function selectChanges(db: Database) {
  return db
    .selectFrom('setting_changes')
    .select([
      'id',
      'key',
      'from_value',
      'to_value',
      'changed_at',
      'actor_id',
      'actor',
      'source',
      'comment',
    ])
}

type ChangeRow = Awaited<ReturnType<ReturnType<typeof selectChanges>['executeTakeFirstOrThrow']>>

function toChange(row: ChangeRow): SettingChange {
  return {
    id: row.id,
    key: row.key,
    from: fromJson(row.from_value),
    to: fromJson(row.to_value),
    changedAt: row.changed_at,
    actorId: row.actor_id ?? undefined,
    actor: row.actor,
    source: row.source,
    comment: row.comment ?? undefined,
  }
}

function toJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value)
}

function fromJson(text: string | null): unknown {
  return text === null ? undefined : JSON.parse(text)
}
