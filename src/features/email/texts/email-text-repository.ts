import { type Expression, expressionBuilder, type Selection, type SqlBool, sql } from 'kysely'
import { type BoundedCount, boundedCount } from '../../../database/bounded-count.ts'
import { listPage, type Page, type PageRequest } from '../../../database/keyset.ts'
import type { Database, Tables, TransactionHandle } from '../../../database/tables.ts'

const columns = [
  'id',
  'kind',
  'locale',
  'subject',
  'body',
  'changed_at as changedAt',
  'actor_id as actorId',
  'actor',
  'source',
] as const

/** A change of a text; without subject and body, back to the built-in one. */
export type EmailTextChange = Readonly<
  Selection<Tables, 'email_text_changes', (typeof columns)[number]>
>

export interface TextName {
  readonly kind: string
  readonly locale: string
}

export function insertTextChange(
  db: TransactionHandle,
  change: Omit<EmailTextChange, 'id'>,
): Promise<EmailTextChange> {
  return db
    .insertInto('email_text_changes')
    .values({
      kind: change.kind,
      locale: change.locale,
      subject: change.subject,
      body: change.body,
      changed_at: change.changedAt,
      actor_id: change.actorId,
      actor: change.actor,
      source: change.source,
    })
    .returning(columns)
    .executeTakeFirstOrThrow()
}

/** The change that is in effect. */
export function findLatestTextChange(
  db: Database,
  { kind, locale }: TextName,
): Promise<EmailTextChange | undefined> {
  return db
    .selectFrom('email_text_changes')
    .select(columns)
    .where('kind', '=', kind)
    .where('locale', '=', locale)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The changes that are in effect, of all texts that were ever changed. */
export function listLatestTextChanges(db: Database): Promise<EmailTextChange[]> {
  const latest = db
    .selectFrom('email_text_changes')
    .select(({ fn }) => fn.max('id').as('id'))
    .groupBy(['kind', 'locale'])
  return db.selectFrom('email_text_changes').select(columns).where('id', 'in', latest).execute()
}

const id = sql<number>`email_text_changes.id`

export function listTextChanges(
  db: Database,
  name: TextName,
  page: PageRequest,
): Promise<Page<EmailTextChange>> {
  return listPage(db, matching(db, name).select(columns), { by: id, id }, page)
}

export function countTextChanges(
  db: Database,
  name: TextName,
  limit: number | undefined,
): Promise<BoundedCount> {
  return boundedCount(db, matching(db, name).select('email_text_changes.id'), limit)
}

const eb = expressionBuilder<Tables, 'email_text_changes'>()

function matching(db: Database, { kind, locale }: TextName) {
  const conditions: Expression<SqlBool>[] = [eb('kind', '=', kind), eb('locale', '=', locale)]
  return db.selectFrom('email_text_changes').where(eb.and(conditions))
}
