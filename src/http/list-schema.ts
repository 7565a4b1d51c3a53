import type { Static, TProperties, TSchema } from 'typebox'
import type { BoundedCount } from '../database/bounded-count.ts'
import type { Page, PageRequest, Position } from '../database/keyset.ts'
import { fieldErrors } from '../errors.ts'
import { nullable, oneOf, queryOf, Type } from './schema.ts'

const maxPageSize = 200
const defaultPageSize = 50

/** The query of a list: paging and order, and the filters of this list. */
export function listQuery<Properties extends TProperties, Order extends string>(
  orders: readonly Order[],
  filters: Properties,
) {
  return queryOf({
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: maxPageSize,
        description: `Rows per page; ${defaultPageSize} by default.`,
      }),
    ),
    cursor: Type.Optional(
      Type.String({ maxLength: 500, description: '`next` of the previous page.' }),
    ),
    count: Type.Optional(oneOf(['exact'], 'Counts all rows, however long it takes.')),
    sort: Type.Optional(
      oneOf(
        orders.flatMap((order): (Order | `-${Order}`)[] => [order, `-${order}`]),
        'Sort order; a leading `-` means descending.',
      ),
    ),
    ...filters,
  })
}

/** The response of a list. */
export function listOf<Item extends TSchema>(item: Item, example: Static<Item>) {
  return Type.Object(
    {
      results: Type.Array(item, { description: 'Rows of this page.' }),
      next: nullable<string>('string', {
        description: '`cursor` of the next page; null: last page.',
      }),
      count: Type.Integer({ description: 'Number of matching rows, as far as counted.' }),
      count_is_exact: Type.Boolean({ description: 'False if there are more than `count`.' }),
    },
    {
      ...('title' in item ? { title: `${item.title}List` } : {}),
      description: 'One page of the list.',
      examples: [{ results: [example], next: null, count: 1, count_is_exact: true }],
    },
  )
}

interface ListParameters {
  readonly limit?: number
  readonly cursor?: string
  readonly sort?: string
}

/** Sort columns that hold text; all others hold numbers. */
const textOrders: readonly string[] = ['email', 'username', 'name']

/** The page that a query asks for. @throws {ApiError} `validation_failed` for a cursor of another list. */
export function pageFrom<Order extends string>(
  { limit = defaultPageSize, cursor, sort }: ListParameters,
  defaultSort: Order | `-${Order}`,
): PageRequest & { readonly sort: Order } {
  const input = sort ?? defaultSort
  const isDescending = input.startsWith('-')
  return {
    sort: (isDescending ? input.slice(1) : input) as Order,
    isDescending,
    after: cursor === undefined ? undefined : positionFrom(cursor, input),
    limit,
  }
}

/** The body of a list from its page and its count. */
export function listBody<Item, Row>(
  page: Page<Item>,
  { count, isExact }: BoundedCount,
  { sort, toRow }: { readonly sort: PageRequest; readonly toRow: (item: Item) => Row },
) {
  const input = sort.isDescending ? `-${sort.sort}` : sort.sort
  return {
    results: page.items.map(toRow),
    next: page.next ? cursorOf(page.next, input) : null,
    count,
    count_is_exact: isExact,
  }
}

function cursorOf({ value, id }: Position, sort: string): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url')
}

function positionFrom(cursor: string, sort: string): Position {
  const [cursorSort, value, id] = parseArray(Buffer.from(cursor, 'base64url').toString())
  const isPosition =
    cursorSort === sort &&
    (textOrders.includes(sort.replace('-', '')) ? isText(value) : Number.isSafeInteger(value)) &&
    Number.isSafeInteger(id)
  if (!isPosition) throw fieldErrors({ cursor: ['This cursor does not belong to this list.'] })
  return { value: value as Position['value'], id: id as number }
}

/** PostgreSQL accepts no NUL in text. */
function isText(value: unknown): boolean {
  return typeof value === 'string' && !value.includes('\0')
}

function parseArray(text: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(text)
    return Array.isArray(parsed) ? parsed : []
  } catch {
    return []
  }
}
