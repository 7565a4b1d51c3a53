import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'

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
  readonly by: Expression<unknown>
  readonly id: Expression<unknown>
}

/**
 * Orders by an expression and then by id, and begins after the position: a page costs the same however far
 * down the list it is. Takes one row more than the page has, to know whether another page follows.
 */
export function keyset<Tables, Table extends keyof Tables, Row>(
  query: SelectQueryBuilder<Tables, Table, Row>,
  { by, id }: Order,
  { isDescending, after, limit }: PageRequest,
): SelectQueryBuilder<Tables, Table, Row> {
  const direction = isDescending ? 'desc' : 'asc'
  const ordered = query
    .orderBy(by, direction)
    .orderBy(id, direction)
    .limit(limit + 1)
  if (!after) return ordered

  const beyond = sql.raw(isDescending ? '<' : '>')
  // The first condition alone lets both databases enter the index at the right place.
  return ordered.where(
    sql<SqlBool>`${by} ${beyond}= ${after.value}
      and (${by} ${beyond} ${after.value} or ${id} ${beyond} ${after.id})`,
  )
}

/** Cuts the rows of `keyset` to the page. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  { toItem, positionOf }: { toItem: (row: Row) => Item; positionOf: (row: Row) => Position },
): Page<Item> {
  const ofPage = rows.slice(0, limit)
  const last = ofPage.at(-1)
  return {
    items: ofPage.map(toItem),
    next: rows.length > limit && last !== undefined ? positionOf(last) : undefined,
  }
}

/** The end of the range of texts that begin with this prefix, in the order of code points. */
export function afterPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}`
}

/** A pattern for LIKE … ESCAPE '\' that finds the text anywhere. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`
}
