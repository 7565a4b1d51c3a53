import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { chromiumPath } from '../../scripts/chromium.ts'
import { connect } from '../../src/database/connect.ts'
import { migrate } from '../../src/database/migrate.ts'
import { parsePostgresUrl } from '../../src/database/postgres-url.ts'
import { databaseUrl, findPostgres, runOnPostgres } from './postgres.ts'
import { scratchFolder } from './scratch-folder.ts'

/**
 * Before the first test: builds what is served, and migrates one database of each kind, of which every test gets its own copy. Workers
 * learn where they are from the environment.
 */
export async function setup(): Promise<() => Promise<void>> {
  execFileSync(process.execPath, ['scripts/build.ts'], { stdio: 'inherit' })
  const folder = mkdtempSync(join(scratchFolder, 'latchkey-test-'))
  const sqliteTemplate = join(folder, 'template.db')
  await migrateAt({ dialect: 'sqlite', file: sqliteTemplate })
  process.env['LATCHKEY_TEST_FOLDER'] = folder
  process.env['LATCHKEY_TEST_SQLITE_TEMPLATE'] = sqliteTemplate

  const isWanted = process.env['TEST_DATABASES'] !== 'sqlite'
  const postgres = isWanted ? await findPostgres() : undefined
  const missing = missingParts(!isWanted || postgres !== undefined)
  const cleanUp = () => {
    rmSync(folder, { recursive: true, force: true })
    reportMissing(missing)
  }
  if (!postgres) return async () => cleanUp()

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
    cleanUp()
  }
}

async function migrateAt(location: Parameters<typeof connect>[0]): Promise<void> {
  const connection = connect(location, { poolSize: 1, onConnectionError: () => {} })
  await migrate(connection)
  await connection.close()
}

/**
 * What of the suite cannot run on this machine.
 * @throws {Error} for what REQUIRE_POSTGRES=1 and REQUIRE_CHROMIUM=1 demand.
 */
function missingParts(hasPostgres: boolean): string[] {
  const parts = [
    { name: 'PostgreSQL', isThere: hasPostgres, isRequired: process.env['REQUIRE_POSTGRES'] },
    {
      name: 'Chromium',
      isThere: chromiumPath !== undefined,
      isRequired: process.env['REQUIRE_CHROMIUM'],
    },
  ].filter(({ isThere }) => !isThere)
  const required = parts.find(({ isRequired }) => isRequired === '1')
  if (required) throw new Error(`${required.name} is required and was not found.`)
  return parts.map(({ name }) => name)
}

/** The last lines of a run, so that nobody takes a part for the whole. */
function reportMissing(parts: readonly string[]): void {
  for (const part of parts) {
    process.stderr.write(`!!! ${part} was not found: the tests that need it did not run.\n`)
  }
}
