import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import type { DialectName } from '../connect.ts'

/** One-time links and codes, the queue of emails, and counters that bound requests. */
export async function up(db: Kysely<unknown>, dialect: DialectName): Promise<void> {
  await createVerifications(db, dialect)
  await createEmails(db, dialect)
  await db.schema
    .createTable('request_limits')
    .addColumn('subject', 'text', (column) => column.primaryKey())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('window_started_at', 'bigint', (column) => column.notNull())
    .addColumn('window_ends_at', 'bigint', (column) => column.notNull())
    .execute()
  await createIndex(db, 'request_limits', 'window_ends_at')
}

async function createVerifications(db: Kysely<unknown>, dialect: DialectName): Promise<void> {
  await withId(db.schema.createTable('verifications'), dialect)
    .addColumn('handle', 'text', (column) => column.notNull().unique())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('user_id', 'bigint', (column) => column.references('users.id').onDelete('cascade'))
    .addColumn('email', 'text')
    .addColumn('normalized_email', 'text')
    .addColumn('payload', 'text')
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('consumed_at', 'bigint')
    .addColumn('address', 'text')
    .addColumn('user_agent', 'text')
    .execute()
  await createIndex(db, 'verifications', 'user_id')
  await createIndex(db, 'verifications', 'expires_at')
}

async function createEmails(db: Kysely<unknown>, dialect: DialectName): Promise<void> {
  await withId(db.schema.createTable('emails'), dialect)
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('locale', 'text', (column) => column.notNull())
    .addColumn('user_id', 'bigint', (column) => column.references('users.id').onDelete('set null'))
    .addColumn('verification_id', 'bigint', (column) =>
      column.references('verifications.id').onDelete('set null'),
    )
    .addColumn('recipient', 'text', (column) => column.notNull())
    .addColumn('variables', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('claimed_until', 'bigint', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('last_error', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('sent_at', 'bigint')
    .execute()
  await sql`create index emails_due_at_idx on emails (due_at) where state = 'due'`.execute(db)
  await createIndex(db, 'emails', 'created_at')
  await createIndex(db, 'emails', 'user_id')
  await createIndex(db, 'emails', 'verification_id')
}

function withId(builder: CreateTableBuilder<string>, dialect: DialectName) {
  return dialect === 'sqlite'
    ? builder.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    : builder.addColumn('id', 'bigint', (column) =>
        column.primaryKey().generatedByDefaultAsIdentity(),
      )
}

async function createIndex(db: Kysely<unknown>, table: string, column: string): Promise<void> {
  await db.schema.createIndex(`${table}_${column}_idx`).on(table).column(column).execute()
}
