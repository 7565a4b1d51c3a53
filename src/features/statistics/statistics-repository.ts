import { type BoundedCount, boundedCount } from '../../database/bounded-count.ts'
import type { Database } from '../../database/tables.ts'
import { type SessionValidity, whereValid } from '../sessions/validity.ts'

/** Counting further would hold up the embedded database. */
export const countingLimit = 200_000

export function countActiveUsers(db: Database): Promise<BoundedCount> {
  const users = db.selectFrom('users').select('id').where('deleted_at', 'is', null)
  return boundedCount(db, users, countingLimit)
}

/** Users made within a range, by index. */
export async function countCreatedUsers(db: Database, from: number, to: number): Promise<number> {
  const users = db
    .selectFrom('users')
    .select('id')
    .where('created_at', '>=', from)
    .where('created_at', '<', to)
  return (await boundedCount(db, users, countingLimit)).count
}

export function countValidSessions(db: Database, validity: SessionValidity): Promise<BoundedCount> {
  const sessions = db.selectFrom('sessions').select('id').where(whereValid(validity))
  return boundedCount(db, sessions, countingLimit)
}
