import { sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Connection, DialectName } from './connect.ts'
import { up as initial } from './migrations/0001-initial.ts'
import { up as activityAndProcesses } from './migrations/0002-activity-and-processes.ts'
import { up as previousAddresses } from './migrations/0003-former-addresses.ts'
import { up as djangoImports } from './migrations/0004-django-imports.ts'
import { up as attemptsInFlight } from './migrations/0005-attempts-in-flight.ts'

type Up = (db: Parameters<typeof initial>[0], dialect: DialectName) => Promise<void>

/** Append-only: a migration that has been released never changes and sorts before every later one. */
const migrations: Readonly<Record<string, Up>> = {
  '0001-initial': initial,
  '0002-activity-and-processes': activityAndProcesses,
  '0003-former-addresses': previousAddresses,
  '0004-django-imports': djangoImports,
  '0005-attempts-in-flight': attemptsInFlight,
}

export interface MigrationState {
  readonly name: string
  readonly executedAt: Date | undefined
}

/** The database was migrated by a newer program; this one must not touch it. */
export class NewerSchemaError extends Error {
  override readonly name = 'NewerSchemaError'

  constructor(unknown: readonly string[]) {
    super(
      `The database has migrations this program does not know: ${unknown.join(', ')}. ` +
        'It was migrated by a newer Latchkey; run that version or a newer one.',
    )
  }
}

/** Every migration in order, with the moment it was executed. @throws {NewerSchemaError} */
export async function readMigrations(connection: Connection): Promise<MigrationState[]> {
  await assertKnownSchema(connection)
  const known = await migratorOf(connection).getMigrations()
  return known.map(({ name, executedAt }) => ({ name, executedAt }))
}

/**
 * Brings the schema up to date and answers what it executed. Of several processes at once one migrates
 * while the others wait (advisory lock or write lock); each run is one transaction, so an interrupted
 * one leaves nothing behind.
 *
 * @throws {NewerSchemaError} when the schema is ahead of this program.
 */
export async function migrate(connection: Connection): Promise<string[]> {
  await assertKnownSchema(connection)
  const { error, results } = await migratorOf(connection).migrateToLatest()
  if (error) throw error
  return (results ?? []).map((result) => result.migrationName)
}

function migratorOf({ db, dialect }: Connection): Migrator {
  return new Migrator({
    db,
    provider: {
      getMigrations: async () =>
        Object.fromEntries(
          Object.entries(migrations).map(([name, up]) => [
            name,
            { up: (transaction) => up(transaction, dialect) },
          ]),
        ),
    },
  })
}

async function assertKnownSchema({ db }: Connection): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'kysely_migration')) return

  const executed = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const unknown = executed.rows.map((row) => row.name).filter((name) => !(name in migrations))
  if (unknown.length > 0) throw new NewerSchemaError(unknown)
}
