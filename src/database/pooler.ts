import type pg from 'pg'

/** What is between us and PostgreSQL: nothing that shows, or a pooler that lends its connections for that long. */
export type Pooler = 'none' | 'session' | 'transaction'

type OpenClient = () => Promise<pg.Client>

const tries = 3

/** Finds out with two connections whether they share what is behind them. */
export async function findPooler(openClient: OpenClient): Promise<Pooler> {
  const first = await openClient()
  try {
    const backend = await backendOf(first)
    // PgBouncer and its like make up the number that a client gets at the beginning.
    if (backend === (first as { processID?: number }).processID) return 'none'
    return await poolerBehind(first, backend, openClient)
  } finally {
    await first.end()
  }
}

async function poolerBehind(
  first: pg.Client,
  backend: number,
  openClient: OpenClient,
): Promise<Pooler> {
  let second: pg.Client
  try {
    second = await openClient()
  } catch {
    // The first has the only connection for as long as it is open.
    return 'session'
  }
  try {
    for (let attempt = 0; attempt < tries; attempt += 1) {
      await second.query('begin')
      const other = await backendOf(second)
      const isShared = other === backend || (await backendOf(first)) !== backend
      await second.query('commit')
      if (isShared) return 'transaction'
    }
    return 'session'
  } finally {
    await second.end()
  }
}

async function backendOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return rows[0]?.pid ?? 0
}
