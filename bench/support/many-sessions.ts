import pg from 'pg'
import {
  createRefreshToken,
  formatRefreshToken,
  hashRefreshToken,
  refreshTokenKeyFrom,
} from '../../src/crypto/refresh-token.ts'

/** What a client holds of a session; the access token is there after the first refresh. */
export interface SessionTokens {
  readonly refreshToken: string
  readonly accessToken?: string
}

const known = 2_000
const day = 86_400_000

/**
 * Fills the tables of users and sessions of a migrated database on PostgreSQL by the database itself, within minutes for
 * ten million sessions, and gives the refresh tokens of two thousand of them, spread evenly.
 */
export async function manySessions(
  url: string,
  { secret, users, sessions }: { secret: string; users: number; sessions: number },
): Promise<SessionTokens[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const now = Date.now()
  await client.query(`insert into users (id, email, email_identity, password_hash, is_active, is_staff, is_superuser,
      created_at, updated_at)
    select n, 'many' || n || '@example.com', 'many' || n || '@example.com', '!', true, false, false, ${now}, ${now}
    from generate_series(1, ${users}) as n`)
  await withoutIndexes(client, () =>
    client.query(`insert into sessions (id, user_id, selector_hash, verifier_hash, created_at, rotated_at, expires_at)
      select n, 1 + n % ${users}, ${hashOf('n')}, ${hashOf('-n')}, ${now}, ${now}, ${now + 30 * day}
      from generate_series(1, ${sessions}) as n`),
  )
  const tokens = await replaceSome(client, secret, sessions)
  await client.query('vacuum analyze')
  await client.query('checkpoint')
  await client.end()
  return tokens
}

/** As long, and as random, as the hash of a token. */
const hashOf = (number: string) =>
  `translate(encode(sha256(int8send(${number}::bigint)), 'base64'), '+/=', '-_')`

/** To fill an index afterwards, and to look up no user of a session, takes a tenth of the time. */
async function withoutIndexes(client: pg.Client, work: () => Promise<unknown>): Promise<void> {
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where tablename = 'sessions' and indexname not in (select conname from pg_constraint)`,
  )
  const { rows: constraints } = await client.query<{ name: string; definition: string }>(
    `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where conrelid = 'sessions'::regclass and contype = 'u'`,
  )
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  for (const { name } of constraints) {
    await client.query(`alter table sessions drop constraint ${name}`)
  }
  await client.query(`set session_replication_role = replica`)
  await work()
  await client.query(`set session_replication_role = default`)
  for (const { name, definition } of constraints) {
    await client.query(`alter table sessions add constraint ${name} ${definition}`)
  }
  for (const { definition } of indexes) await client.query(definition)
}

async function replaceSome(
  client: pg.Client,
  secret: string,
  sessions: number,
): Promise<SessionTokens[]> {
  const key = refreshTokenKeyFrom(secret)
  const drawn = Array.from({ length: known }, () => createRefreshToken())
  const hashes = drawn.map((token) => hashRefreshToken(key, token))
  const distance = Math.floor(sessions / known)
  await client.query(
    `update sessions set selector_hash = tokens.selector, verifier_hash = tokens.verifier
     from unnest($1::bigint[], $2::text[], $3::text[]) as tokens (id, selector, verifier)
     where sessions.id = tokens.id`,
    [
      drawn.map((_, index) => 1 + index * distance),
      hashes.map(({ selectorHash }) => selectorHash),
      hashes.map(({ verifierHash }) => verifierHash),
    ],
  )
  return drawn.map((token) => ({ refreshToken: formatRefreshToken(token) }))
}
