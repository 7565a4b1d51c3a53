import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import { type BoundedCount, boundedCount } from '../../database/bounded-count.ts'
import { isOneOf, startsWith } from '../../database/conditions.ts'
import { listPage, type Page, type PageRequest } from '../../database/keyset.ts'
import type { Database, Tables } from '../../database/tables.ts'
import { emailColumns, type QueuedEmail } from './email-repository.ts'

/** Which emails; what is absent does not matter. */
export interface EmailFilter {
  readonly states?: readonly string[] | undefined
  readonly kind?: string | undefined
  readonly recipientPrefix?: string | undefined
  readonly userId?: number | undefined
}

const id = sql<number>`emails.id`

export function listEmails(
  db: Database,
  filter: EmailFilter,
  page: PageRequest,
): Promise<Page<QueuedEmail>> {
  return listPage(db, matching(db, filter).select(emailColumns), { by: id, id }, page)
}

export function countEmails(
  db: Database,
  filter: EmailFilter,
  limit: number | undefined,
): Promise<BoundedCount> {
  return boundedCount(db, matching(db, filter).select('emails.id'), limit)
}

export function findEmail(db: Database, emailId: number): Promise<QueuedEmail | undefined> {
  return db.selectFrom('emails').select(emailColumns).where('id', '=', emailId).executeTakeFirst()
}

const eb = expressionBuilder<Tables, 'emails'>()

function matching(db: Database, { states, kind, recipientPrefix, userId }: EmailFilter) {
  const conditions: Expression<SqlBool>[] = []
  if (states) conditions.push(isOneOf(sql<string>`emails.state`, states))
  if (kind !== undefined) conditions.push(eb('kind', '=', kind))
  if (userId !== undefined) conditions.push(eb('user_id', '=', userId))
  if (recipientPrefix) {
    conditions.push(startsWith(sql`lower(emails.recipient)`, recipientPrefix.toLowerCase()))
  }
  return db.selectFrom('emails').where(eb.and(conditions))
}
