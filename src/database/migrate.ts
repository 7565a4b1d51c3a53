import { sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Connection, DialectName } from './connect.ts'
import { up as initial } from './migrations/0001-initial.ts'
import { up as activityAndProcesses } from './migrations/0002-activity-and-processes.ts'
import { up as previousAddresses } from './migrations/0003-former-addresses.ts'
import { up as djangoImports } from './migrations/0004-django-imports.ts'
import { up as attemptsInFlight } from './migrations/0005-attempts-in-flight.ts'
import { up as ownAccount } from './migrations/0006-own-account.ts'
import { up as verificationsAndEmails } from './migrations/0007-verifications-and-emails.ts'
import { up as emailVerified } from './migrations/0008-email-verified.ts'
import { up as invitations } from './migrations/0009-invitations.ts'
import { up as emailTexts } from './migrations/0012-email-texts.ts'
import { up as costsOfPasswordHashes } from './migrations/0014-costs-of-password-hashes.ts'
import { up as auditSeals } from './migrations/0015-audit-seals.ts'
import { up as hashesComparedAsBytes } from './migrations/0017-hashes-compared-as-bytes.ts'
import { up as knownDevices } from './migrations/0018-known-devices.ts'
import type { Database, TransactionHandle } from './tables.ts'
import { UnusableDatabaseError } from './unusable-database.ts'

type Up = (db: Parameters<typeof initial>[0], dialect: DialectName) => Promise<void>

/** Append-only: a migration that has been released never changes and sorts before every later one. */
const migrations: Readonly<Record<string, Up>> = {
  '0001-initial': initial,
  '0002-activity-and-processes': activityAndProcesses,
  '0003-former-addresses': previousAddresses,
  '0004-django-imports': djangoImports,
  '0005-attempts-in-flight': attemptsInFlight,
  '0006-own-account': ownAccount,
  '0007-verifications-and-emails': verificationsAndEmails,
  '0008-email-verified': emailVerified,
  '0009-invitations': invitations,
  '0012-email-texts': emailTexts,
  '0014-costs-of-password-hashes': costsOfPasswordHashes,
  '0015-audit-seals': auditSeals,
  '0017-hashes-compared-as-bytes': hashesComparedAsBytes,
  '0018-known-devices': knownDevices,
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

/** Of executed migrations those that only a newer program knows. */
export function unknownMigrations(executed: readonly string[]): string[] {
  return executed.filter((name) => !(name in migrations))
}

/** Every migration in order, with when it was executed. @throws {NewerSchemaError} */
export async function readMigrations({ db, dialect }: Connection): Promise<MigrationState[]> {
  const schema = await findSchema(db, dialect)
  await assertKnownMigrations(db, schema)
  const known = await migratorOf({ db, dialect, schema }).getMigrations()
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
  const states = await readMigrations(connection)
  if (states.every(({ executedAt }) => executedAt !== undefined)) return []

  const { dialect } = connection
  return connection.withoutTimeLimits((db) =>
    db.transaction().execute(async (db) => {
      if (dialect === 'postgres') await prepareMigration(db)
      const schema = await findSchema(db, dialect)
      const { error, results } = await migratorOf({ db, dialect, schema }).migrateToLatest()
      if (error) throw error
      return (results ?? []).map((result) => result.migrationName)
    }),
  )
}

// The lock under which older versions migrate, which hold it for a session; behind a pooler there is none.
const lockId = '3853314791062309107'

async function prepareMigration(db: TransactionHandle): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.raw(lockId)})`.execute(db)
  // Kysely would go on after the error, in a transaction that has failed, and report only that.
  const { rows } = await sql<{ isAllowed: boolean; grant: string }>`
    select has_schema_privilege(current_schema(), 'CREATE') as "isAllowed",
      format('grant usage, create on schema %I to %I', current_schema(), current_user) as grant
  `.execute(db)
  if (rows[0]?.isAllowed) return
  throw new UnusableDatabaseError({
    code: 'permission_denied',
    reason: 'the role may not create tables in the schema.',
    cure: `Run as an administrator of the database: ${rows[0]?.grant}`,
  })
}

/** Where PostgreSQL creates tables: other schemas of the database may belong to other programs. */
async function findSchema(db: Database, dialect: DialectName): Promise<string | undefined> {
  if (dialect === 'sqlite') return undefined
  const { rows } = await sql<{ name: string | null }>`select current_schema() as name`.execute(db)
  const schema = rows[0]?.name
  if (schema) return schema
  throw new UnusableDatabaseError({
    code: 'schema_missing',
    reason: 'none of the schemas in search_path exists, or this role may use none of them.',
    cure: 'Create the schema (create schema … authorization …), or correct options= in the URL.',
  })
}

interface MigrationTarget {
  readonly db: Database
  readonly dialect: DialectName
  readonly schema: string | undefined
}

function migratorOf({ db, dialect, schema }: MigrationTarget): Migrator {
  return new Migrator({
    db,
    ...(schema === undefined ? {} : { migrationTableSchema: schema }),
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

async function assertKnownMigrations(db: Database, schema: string | undefined): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  const isMigrated = tables.some(
    (table) => table.name === 'kysely_migration' && table.schema === schema,
  )
  if (!isMigrated) return

  const executed = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const unknown = unknownMigrations(executed.rows.map((row) => row.name))
  if (unknown.length > 0) throw new NewerSchemaError(unknown)
}
