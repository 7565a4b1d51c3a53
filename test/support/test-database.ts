import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { databaseUrl, runOnPostgres } from './postgres.ts'

export type DatabaseKind = 'sqlite' | 'postgres'

/** The databases that this run can test on. */
export const databases: readonly DatabaseKind[] = process.env['LATCHKEY_TEST_POSTGRES']
  ? ['sqlite', 'postgres']
  : ['sqlite']

export interface TestDatabase {
  /** For DATABASE_URL. */
  readonly url: string
  drop(): Promise<void>
}

let count = 0

/** A migrated database of its own for a test. */
export async function createTestDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  count += 1
  const name = `latchkey_test_${process.pid}_${count}`
  return kind === 'sqlite' ? copySqlite(name) : copyPostgres(name)
}

function copySqlite(name: string): TestDatabase {
  const file = join(requireVariable('LATCHKEY_TEST_FOLDER'), `${name}.db`)
  copyFileSync(requireVariable('LATCHKEY_TEST_SQLITE_TEMPLATE'), file)
  // The whole folder goes at the end of the run.
  return { url: `sqlite:${file}`, drop: async () => {} }
}

async function copyPostgres(name: string): Promise<TestDatabase> {
  const server = requireVariable('LATCHKEY_TEST_POSTGRES')
  const template = requireVariable('LATCHKEY_TEST_POSTGRES_TEMPLATE')
  await runOnPostgres(server, `create database ${name} template ${template}`)
  return {
    url: databaseUrl(server, name),
    drop: () => runOnPostgres(server, `drop database if exists ${name} with (force)`),
  }
}

function requireVariable(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is set by the global setup of the tests`)
  return value
}
