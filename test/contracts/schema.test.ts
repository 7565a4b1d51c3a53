import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databaseLocation, Issue } from '../../src/config/value-parsers.ts'
import { type Connection, connect } from '../../src/database/connect.ts'
import type { Tables } from '../../src/database/tables.ts'
import { createTestDatabase, databases, type TestDatabase } from '../support/test-database.ts'

describe.each(databases)('the schema of %s', (kind) => {
  let database: TestDatabase
  let connection: Connection

  beforeAll(async () => {
    database = await createTestDatabase(kind)
    const location = databaseLocation(database.url)
    if (location instanceof Issue) throw new Error(location.expectation)
    connection = connect(location, { poolSize: 1, onConnectionError: () => {} })
  })
  afterAll(async () => {
    await connection.close()
    await database.drop()
  })

  test('is the one that was reviewed', async () => {
    const lines =
      kind === 'sqlite' ? await linesOfSqlite(connection.db) : await linesOfPostgres(connection.db)

    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`./schema/${kind}.txt`)
  })

  test('gives every table a primary key', async () => {
    const without =
      kind === 'sqlite'
        ? await keylessOfSqlite(connection.db)
        : await keylessOfPostgres(connection.db)

    expect(without).toEqual([])
  })
})

async function linesOfSqlite(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ sql: string }>`
    select sql from sqlite_master
    where sql is not null and name not like 'sqlite_%' and name not like 'kysely_%'
    order by tbl_name, type desc, name`.execute(db)
  return rows.map((row) => row.sql.replaceAll(/, (?=")/g, ',\n  '))
}

async function linesOfPostgres(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select line from (
      select table_name as name, 1 as part, ordinal_position as place,
        table_name || '.' || column_name || ' ' || data_type ||
        case when is_nullable = 'NO' then ' not null' else '' end ||
        coalesce(' default ' || column_default, '') ||
        case when is_identity = 'YES' then ' identity' else '' end as line
      from information_schema.columns where table_schema = 'public'
      union all
      select conrelid::regclass::text, 2, 0,
        conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
      from pg_constraint where connamespace = 'public'::regnamespace
      union all
      select tablename, 3, 0, indexdef from pg_indexes where schemaname = 'public'
      union all
      select relname, 4, 0, relname || ' with ' || array_to_string(reloptions, ', ')
      from pg_class where reloptions is not null and relnamespace = 'public'::regnamespace
    ) as lines
    where name not like 'kysely_%' order by name, part, place, line`.execute(db)
  return rows.map((row) => row.line)
}

async function keylessOfSqlite(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_master
    where type = 'table' and name not like 'sqlite_%' and not exists (
      select 1 from pragma_table_info(sqlite_master.name) where pk > 0)`.execute(db)
  return rows.map((row) => row.name)
}

async function keylessOfPostgres(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace and not exists (
      select 1 from pg_constraint where conrelid = pg_class.oid and contype = 'p')`.execute(db)
  return rows.map((row) => row.name)
}
