import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Connection, connect } from '../../src/database/connect.ts'
import { parsePostgresUrl } from '../../src/database/postgres-url.ts'
import { createTestDatabase, databases, type TestDatabase } from '../support/test-database.ts'

describe.runIf(databases.includes('postgres'))('a pool of one connection', () => {
  let database: TestDatabase
  let connection: Connection

  beforeEach(async () => {
    database = await createTestDatabase('postgres')
    const address = parsePostgresUrl(database.url)
    connection = connect(
      { dialect: 'postgres', address },
      { poolSize: 1, onConnectionError: () => {} },
    )
  })
  afterEach(async () => {
    await connection.close()
    await database.drop()
  })

  /** The process of PostgreSQL that serves the connection, before these statements. */
  function backendBefore(...statements: string[]): Promise<number | undefined> {
    return connection.db.connection().execute(async (db) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
      for (const statement of statements) {
        await sql
          .raw(statement)
          .execute(db)
          .catch(() => {})
      }
      return rows[0]?.pid
    })
  }

  test('keeps one that is idle, also after an error of a statement', async () => {
    const first = await backendBefore('select 1', 'select no_such_column')

    expect(await backendBefore()).toBe(first)
  })

  test('closes one inside a transaction, whoever forgot to end it', async () => {
    const first = await backendBefore('begin', 'create table leftover (id int)')
    const second = await backendBefore()
    const { rows } = await sql`select to_regclass('leftover') as found`.execute(connection.db)

    expect(second).not.toBe(first)
    expect(rows).toEqual([{ found: null }])
  })

  test('closes one inside a failed transaction', async () => {
    const first = await backendBefore('begin', 'select no_such_column')

    expect(await backendBefore()).not.toBe(first)
  })

  test('gives PostgreSQL limits of its own for statements and idle transactions', async () => {
    const limits = sql`select current_setting('statement_timeout') as statement,
      current_setting('idle_in_transaction_session_timeout') as idle`
    const { rows } = await limits.execute(connection.db)
    const patient = await connection.withoutTimeLimits((db) => limits.execute(db))

    expect(rows).toEqual([{ statement: '8s', idle: '8s' }])
    expect(patient.rows).toEqual([{ statement: '0', idle: '0' }])
  })
})
