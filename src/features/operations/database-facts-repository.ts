import { sql } from 'kysely'
import type { Connection } from '../../database/connect.ts'

export interface DatabaseFacts {
  readonly engine: string
  readonly version: string
  readonly sizeBytes: number
  /** The database's own clock, milliseconds; absent where it has none but ours. */
  readonly clockAt: number | undefined
  /** A standby, or a database that an administrator locked. */
  readonly isReadOnly: boolean
}

/** What the database says about itself. */
export async function readDatabaseFacts({ db, dialect }: Connection): Promise<DatabaseFacts> {
  if (dialect === 'sqlite') {
    const { rows } = await sql<{ version: string; size: number }>`
      select sqlite_version() as version, page_count * page_size as size
      from pragma_page_count(), pragma_page_size()`.execute(db)
    const { version = '', size = 0 } = rows[0] ?? {}
    return { engine: 'SQLite', version, sizeBytes: size, clockAt: undefined, isReadOnly: false }
  }
  const { rows } = await sql<PostgresFacts>`
    select current_setting('server_version') as version,
      current_setting('transaction_read_only') = 'on' as is_read_only,
      pg_database_size(current_database()) as size,
      (extract(epoch from clock_timestamp()) * 1000)::bigint as clock`.execute(db)
  const { version = '', size = 0, clock, is_read_only: isReadOnly = false } = rows[0] ?? {}
  return { engine: 'PostgreSQL', version, sizeBytes: size, clockAt: clock, isReadOnly }
}

interface PostgresFacts {
  readonly version: string
  readonly size: number
  readonly clock: number
  readonly is_read_only: boolean
}
