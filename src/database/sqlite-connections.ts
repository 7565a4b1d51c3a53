import SqliteDatabase from 'better-sqlite3'
import { isAddressInNetwork } from './client-addresses.ts'

/** SQLite itself would wait for a lock by blocking the event loop; the driver waits instead. */
export function openWriter(file: string): SqliteDatabase.Database {
  return withFunctions(new SqliteDatabase(file, { timeout: 0 }))
}

/** A connection that cannot write. Waits that long for a lock, milliseconds, and blocks its thread in the meantime. */
export function openReader(file: string, timeout = 0): SqliteDatabase.Database {
  return withFunctions(new SqliteDatabase(file, { readonly: true, timeout }))
}

function withFunctions(connection: SqliteDatabase.Database): SqliteDatabase.Database {
  return connection.function('address_in_network', { deterministic: true }, isAddressInNetwork)
}
