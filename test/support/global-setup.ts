import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '../../src/database/connect.ts'
import { migrate } from '../../src/database/migrate.ts'
import { parsePostgresUrl } from '../../src/database/postgres-url.ts'
import { databaseUrl, findPostgres, runOnPostgres } from './postgres.ts'

/**
 * Before the first test: builds what is served, and migrates one database of each kind, of which every test gets its own copy. Workers
 * learn where they are from the environment.
 */
export async function setup(): Promise<() => Promise<void>> {
  execFileSync(process.execPath, ['scripts/build.ts'], { stdio: 'inherit' })
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-test-'))
  const sqliteTemplate = join(folder, 'template.db')
  await migrateAt({ dialect: 'sqlite', file: sqliteTemplate })
  process.env['LATCHKEY_TEST_FOLDER'] = folder
  process.env['LATCHKEY_TEST_SQLITE_TEMPLATE'] = sqliteTemplate

  const isWanted = process.env['TEST_DATABASES'] !== 'sqlite'
  const postgres = isWanted ? await findPostgres() : undefined
  if (!postgres) {
    if (isWanted) reportMissingPostgres()
    return async () => rmSync(folder, { recursive: true, force: true })
  }

  const template = `latchkey_template_${process.pid}`
  await runOnPostgres(
    postgres.url,
    `drop database if exists ${template}`,
    `create database ${template}`,
  )
  const address = parsePostgresUrl(databaseUrl(postgres.url, template))
  await migrateAt({ dialect: 'postgres', address })
  process.env['LATCHKEY_TEST_POSTGRES'] = postgres.url
  process.env['LATCHKEY_TEST_POSTGRES_TEMPLATE'] = template

  return async () => {
    await runOnPostgres(postgres.url, `drop database if exists ${template} with (force)`)
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function migrateAt(location: Parameters<typeof connect>[0]): Promise<void> {
  const connection = connect(location, { poolSize: 1, onConnectionError: () => {} })
  await migrate(connection)
  await connection.close()
}

function reportMissingPostgres(): void {
  if (process.env['REQUIRE_POSTGRES'] === '1') {
    throw new Error('REQUIRE_POSTGRES=1, but there is no PostgreSQL to test on.')
  }
  const line = 'NO POSTGRESQL WAS FOUND: THE SUITE RUNS ON SQLITE ONLY'
  const frame = '!'.repeat(line.length + 8)
  process.stderr.write(`\n${frame}\n!!! ${line} !!!\n${frame}\n\n`)
}
