import type { Static, TProperties, TSchema } from 'typebox'
import type { BoundedCount } from '../database/bounded-count.ts'
import type { Page, PageRequest, Position } from '../database/keyset.ts'
import { fieldErrors } from '../errors.ts'
import { Type } from './schema.ts'

const maxPageSize = 200
const defaultPageSize = 50

/** One of these texts. */
export function oneOf<Text extends string>(choices: readonly Text[], description: string) {
  return Type.Unsafe<Text>({ type: 'string', enum: [...choices], description })
}

/** A value that may be null. */
export function nullable<Value>(type: string, options: object = {}) {
  return Type.Unsafe<Value | null>({ type: [type, 'null'], ...options })
}

/** A moment as the API writes it. */
export const DateTime = (description: string) => Type.String({ description })

export const DateTimeOrNull = (description: string) => nullable<string>('string', { description })

/** A filter by client address: all of it, its beginning, or a network. */
export const addressFilter = (what: string) =>
  Type.Optional(
    Type.String({
      format: 'address',
      maxLength: 60,
      description: `${what}, its beginning with \`.\` or \`:\` at the end, or a network such as \`10.0.0.0/8\`.`,
    }),
  )

/** A query that refuses parameters nobody declared. */
export function queryOf<Properties extends TProperties>(properties: Properties) {
  return Type.Object(properties, { additionalProperties: false })
}

/** The query of a list: what every list knows, and the filters of this one. */
export function listQuery<Properties extends TProperties, Order extends string>(
  orders: readonly Order[],
  filters: Properties,
) {
  return queryOf({
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: maxPageSize,
        description: `Rows of a page; ${defaultPageSize} unless told.`,
      }),
    ),
    cursor: Type.Optional(
      Type.String({ maxLength: 500, description: 'The `next` of the page before.' }),
    ),
    count: Type.Optional(oneOf(['exact'], 'Count every row, however long that takes.')),
    sort: Type.Optional(
      oneOf(
        orders.flatMap((order): (Order | `-${Order}`)[] => [order, `-${order}`]),
        'What to sort by; descending with `-` in front.',
      ),
    ),
    ...filters,
  })
}

/** The answer of a list. */
export function listOf<Item extends TSchema>(item: Item, example: Static<Item>) {
  return Type.Object(
    {
      results: Type.Array(item, { description: 'The rows of this page.' }),
      next: nullable<string>('string', {
        description: '`cursor` of the next page; null on the last one.',
      }),
      count: Type.Integer({ description: 'Rows that match, as far as they were counted.' }),
      count_is_exact: Type.Boolean({ description: 'False when there are more than `count`.' }),
    },
    {
      ...('title' in item ? { title: `${item.title}List` } : {}),
      description: 'One page.',
      examples: [{ results: [example], next: null, count: 1, count_is_exact: true }],
    },
  )
}

interface ListParameters {
  readonly limit?: number
  readonly cursor?: string
  readonly sort?: string
}

/** What texts are sorted by; everything else is a number. */
const textOrders: readonly string[] = ['email', 'username', 'name']

/** Reads which page is input. @throws {ApiError} `validation_failed` for a cursor of another list. */
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

/** The answer of a list from its page and its count. */
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

/** PostgreSQL takes no NUL in a text. */
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
