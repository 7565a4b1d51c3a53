import { sql } from 'kysely'
import type { Connection } from './connect.ts'
import { UnusableDatabaseError } from './unusable-database.ts'

/**
 * Makes sure that a server can work on this database, beyond the first statements that happen to succeed.
 *
 * @throws {UnusableDatabaseError} `transaction_pooler` or `database_read_only`
 */
export async function assertServable(
  connection: Connection,
  { usesPreparedStatements }: { readonly usesPreparedStatements: boolean },
): Promise<void> {
  if (connection.dialect === 'sqlite') return
  if (usesPreparedStatements) await assertNoTransactionPooler(connection)
  const { rows } = await sql<{ setting: string }>`
    select current_setting('transaction_read_only') as setting`.execute(connection.db)
  if (rows[0]?.setting === 'on') {
    throw new UnusableDatabaseError({
      code: 'database_read_only',
      reason: 'it takes no writes, as a standby does.',
      cure: 'Promote it, or name all servers in the URL, with target_session_attrs=read-write.',
    })
  }
}

/** Behind one, every statement may meet a connection that does not know the names of ours. */
export async function assertNoTransactionPooler(connection: Connection): Promise<void> {
  if ((await connection.findPooler()) !== 'transaction') return
  throw new UnusableDatabaseError({
    code: 'transaction_pooler',
    reason: 'a pooler in transaction mode stands before it.',
    cure: 'Set DATABASE_PREPARED_STATEMENTS=false, or let the pooler work in session mode.',
    isMisconfigured: true,
  })
}
