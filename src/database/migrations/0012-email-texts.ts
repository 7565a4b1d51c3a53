import { type Kysely, sql } from 'kysely'
import type { DialectName } from '../connect.ts'

/** Texts of emails that staff changed, with everything they ever were. */
export async function up(db: Kysely<unknown>, dialect: DialectName): Promise<void> {
  const table = db.schema.createTable('email_text_changes')
  const withId =
    dialect === 'sqlite'
      ? table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      : table.addColumn('id', 'bigint', (column) =>
          column.primaryKey().generatedByDefaultAsIdentity(),
        )
  await withId
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('locale', 'text', (column) => column.notNull())
    .addColumn('subject', 'text')
    .addColumn('body', 'text')
    .addColumn('changed_at', 'bigint', (column) => column.notNull())
    .addColumn('actor_id', 'bigint')
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('email_text_changes_kind_idx')
    .on('email_text_changes')
    .columns(['kind', 'locale', 'id'])
    .execute()
  await sql`insert into revisions (name, revision) values ('email_texts', 0)`.execute(db)
}
