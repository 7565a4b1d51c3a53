import { type SelectQueryBuilder, sql } from 'kysely'
import { scan } from './scans.ts'
import type { Database } from './tables.ts'

/** How far lists count by themselves; beyond it they say "more". */
export const exactCountLimit = 10_000

export interface BoundedCount {
  readonly count: number
  readonly isExact: boolean
}

/** Counts the rows of a query, but no further than the limit unless an exact count is asked for. */
export async function boundedCount<Tables, Table extends keyof Tables, Row>(
  db: Database,
  query: SelectQueryBuilder<Tables, Table, Row>,
  limit: number | undefined,
): Promise<BoundedCount> {
  const bounded = limit === undefined ? query : query.limit(limit + 1)
  const counting = sql<{ count: number }>`select count(*) as count from (${bounded}) as counted`
  const rows = await scan(db, counting.compile(db))
  const count = Number(rows[0]?.count ?? 0)
  return limit !== undefined && count > limit
    ? { count: limit, isExact: false }
    : { count, isExact: true }
}
