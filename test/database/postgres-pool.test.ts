import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openPool } from '../../src/database/postgres-pool.ts'
import { createTestDatabase, databases, type TestDatabase } from '../support/test-database.ts'

describe.runIf(databases.includes('postgres'))('a pool of one connection', () => {
  let database: TestDatabase
  let pool: ReturnType<typeof openPool>

  beforeEach(async () => {
    database = await createTestDatabase('postgres')
    pool = openPool(database.url, { poolSize: 1, onConnectionError: () => {} })
  })
  afterEach(async () => {
    await pool.end()
    await database.drop()
  })

  /** The process of PostgreSQL that serves the connection, after these statements. */
  async function backendAfter(...statements: string[]): Promise<unknown> {
    const client = await pool.connect()
    try {
      const { rows } = await client.query('select pg_backend_pid() as pid')
      for (const statement of statements) await client.query(statement).catch(() => {})
      return rows[0].pid
    } finally {
      client.release()
    }
  }

  test('keeps one that is idle, also after an error of a statement', async () => {
    const first = await backendAfter('select 1', 'select no_such_column')

    expect(await backendAfter()).toBe(first)
  })

  test('closes one inside a transaction, whoever forgot to end it', async () => {
    const first = await backendAfter('begin', 'create table leftover (id int)')
    const second = await backendAfter()
    const client = await pool.connect()
    const { rows } = await client.query(`select to_regclass('leftover') as found`)
    client.release()

    expect(second).not.toBe(first)
    expect(rows).toEqual([{ found: null }])
  })

  test('closes one inside a failed transaction', async () => {
    const first = await backendAfter('begin', 'select no_such_column')

    expect(await backendAfter()).not.toBe(first)
  })

  test('gives PostgreSQL limits of its own for statements and idle transactions', async () => {
    const client = await pool.connect()
    const { rows } = await client.query(`select current_setting('statement_timeout') as statement,
      current_setting('idle_in_transaction_session_timeout') as idle`)
    client.release()

    expect(rows).toEqual([{ statement: '8s', idle: '8s' }])
  })
})
