import pg from 'pg'

/** An empty database on the server of TEST_POSTGRES_URL. */
export async function createPostgres(
  database = 'latchkey_bench',
): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = process.env['TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres'
  await runOnPostgres(server, `drop database if exists ${database} with (force)`)
  await runOnPostgres(server, `create database ${database}`)
  const url = new URL(server)
  url.pathname = `/${database}`
  return {
    url: url.href,
    drop: () => runOnPostgres(server, `drop database ${database} with (force)`),
  }
}

export async function runOnPostgres(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}
