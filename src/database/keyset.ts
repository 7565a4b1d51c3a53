import {
  type Expression,
  type RawBuilder,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
} from 'kysely'
import { scan } from './scans.ts'
import type { Database } from './tables.ts'

/** Where a page begins: after the row with this sort value and id. */
export interface Position {
  readonly value: string | number
  readonly id: number
}

export interface PageRequest {
  /** The name of what is sorted by, as the list defines it. */
  readonly sort: string
  readonly isDescending: boolean
  readonly after: Position | undefined
  readonly limit: number
}

export interface Page<Item> {
  readonly items: readonly Item[]
  /** Where the next page begins; absent on the last one. */
  readonly next: Position | undefined
}

export interface Order {
  readonly by: RawBuilder<string | number>
  readonly id: Expression<number>
}

/**
 * Reads one page of a list, ordered by an expression and then by id: it costs the same however far down the list it is.
 * Reads one row more than the page has, to know whether another page follows.
 */
export async function listPage<Tables, Table extends keyof Tables, Row extends { id: number }>(
  db: Database,
  query: SelectQueryBuilder<Tables, Table, Row>,
  { by, id }: Order,
  { isDescending, after, limit }: PageRequest,
): Promise<Page<Row>> {
  const direction = isDescending ? 'desc' : 'asc'
  let ordered = query
    .select(by.as('sortValue'))
    .orderBy(by, direction)
    .orderBy(id, direction)
    .limit(limit + 1)
  if (after) {
    const beyond = sql.raw(isDescending ? '<' : '>')
    // The first condition alone lets both databases enter the index at the right place.
    ordered = ordered.where(
      sql<SqlBool>`${by} ${beyond}= ${after.value}
        and (${by} ${beyond} ${after.value} or ${id} ${beyond} ${after.id})`,
    )
  }

  const rows = (await scan(db, ordered.compile())) as unknown as (Row & {
    sortValue: string | number
  })[]
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, next: last && { value: last.sortValue, id: last.id } }
}

const batchSize = 500

/** Reads every page of a list, for exports and for work on all of its rows. */
export async function* everyPage<Item>(
  readPage: (request: Pick<PageRequest, 'after' | 'limit'>) => Promise<Page<Item>>,
  startAfter?: Position,
): AsyncGenerator<readonly Item[]> {
  let after = startAfter
  do {
    const { items, next } = await readPage({ after, limit: batchSize })
    if (items.length > 0) yield items
    after = next
  } while (after)
}
