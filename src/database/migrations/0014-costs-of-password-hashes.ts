import { type Kysely, sql } from 'kysely'

/** Finds the users whose password hash costs something else than our own, and lets the nodes know when some came. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index users_of_other_hash_cost on users (id)
    where substr(password_hash, 1, 31) <> '$argon2id$v=19$m=19456,t=2,p=1$'
      and substr(password_hash, 1, 1) <> '!'`.execute(db)
  await sql`insert into revisions (name, revision) values ('password_hashes', 0)`.execute(db)
}
