import { type SqlBool, sql } from 'kysely'
import { currentHashPrefix } from '../../crypto/password-hash.ts'
import type { Database } from '../../database/tables.ts'

/** The words of the index `users_of_other_hash_cost`, which only literals meet. */
const hasOtherCost = sql<SqlBool>`substr(password_hash, 1, ${sql.lit(currentHashPrefix.length)})
  <> ${sql.lit(currentHashPrefix)} and substr(password_hash, 1, 1) <> '!'`

export interface HashPage {
  readonly afterId: number
  readonly limit: number
}

/** The stored hashes that are not of the current scheme and cost, by user. */
export function listHashesOfOtherCost(
  db: Database,
  { afterId, limit }: HashPage,
): Promise<{ id: number; passwordHash: string }[]> {
  return db
    .selectFrom('users')
    .select(['id', 'password_hash as passwordHash'])
    .where(hasOtherCost)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function countUsersWithPassword(db: Database): Promise<number> {
  const { count } = await db
    .selectFrom('users')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where(sql<SqlBool>`substr(password_hash, 1, 1) <> '!'`)
    .executeTakeFirstOrThrow()
  return count
}
