import { BlockList, isIP } from 'node:net'
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import { isPostgres } from './dialect.ts'
import type { Database } from './tables.ts'

/** Whether this is an address, the beginning of one (`203.0.113.`, `2001:db8:`), or a network (`10.0.0.0/8`). */
export function isAddressFilter(text: string): boolean {
  if (/^[\da-f.:]*[.:]$/i.test(text)) return true
  const [address = '', bits, ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

/** Holds where a stored client address is the one, begins so, or lies in the network. */
export function matchesAddress(
  db: Database,
  column: Expression<string | null>,
  filter: string,
): RawBuilder<SqlBool> {
  if (filter.includes('/')) return inNetwork(db, column, filter)
  // An address of IPv6 can be written in many ways.
  if (isIP(filter) === 6) return inNetwork(db, column, `${filter}/128`)
  return /[.:]$/.test(filter)
    ? sql<SqlBool>`${column} like ${`${filter.toLowerCase()}%`}`
    : sql<SqlBool>`${column} = ${filter.toLowerCase()}`
}

/** Where a proxy sent what is no address, the cast would fail the whole query. */
function inNetwork(
  db: Database,
  column: Expression<string | null>,
  network: string,
): RawBuilder<SqlBool> {
  return isPostgres(db)
    ? sql<SqlBool>`case when ${column} ~ '^[0-9a-f.:]+$'
        then cast(${column} as inet) <<= cast(${network} as inet) else false end`
    : sql<SqlBool>`address_in_network(${column}, ${network})`
}

interface Network {
  readonly text: string
  readonly family: 'ipv4' | 'ipv6'
  readonly list: BlockList
}

// One query asks about one network, row by row.
let latest: Network | undefined

/** What SQLite calls `address_in_network`. */
export function isAddressInNetwork(address: unknown, network: unknown): 0 | 1 {
  if (typeof address !== 'string' || typeof network !== 'string') return 0
  if (latest?.text !== network) latest = readNetwork(network)
  const isSameFamily = familyOf(address) === latest.family
  return isSameFamily && latest.list.check(address, latest.family) ? 1 : 0
}

function readNetwork(text: string): Network {
  const [address = '', bits = ''] = text.split('/')
  const family = familyOf(address)
  const list = new BlockList()
  list.addSubnet(address, Number(bits), family)
  return { text, family, list }
}

function familyOf(address: string): Network['family'] {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}
