import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const ticksPerSecond = 100
const watchMilliseconds = 25

/** Seconds of processor time of a process and of those that it started and that still run (Linux). */
export function processorSecondsOf(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
  const ofChildren = children.map((child) => processorSecondsOf(Number(child)))
  const { user, system } = ticksOf(pid)
  return (user + system) / ticksPerSecond + ofChildren.reduce((sum, seconds) => sum + seconds, 0)
}

/** Seconds of processor time of all commands that this process has started and that have ended (Linux). */
export function processorSecondsOfCommands(): number {
  const { endedUser, endedSystem } = ticksOf(process.pid)
  return (endedUser + endedSystem) / ticksPerSecond
}

function ticksOf(pid: number) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ').map(Number)
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields?.slice(11, 15) ?? []
  return { user, system, endedUser, endedSystem }
}

/**
 * Seconds of processor time that PostgreSQL's processes for the connections to a database need while something is
 * done. PostgreSQL must run on this machine; what its other processes do is not counted, on neither side.
 */
export async function watchPostgres<Result>(
  url: string,
  work: () => Promise<Result>,
): Promise<{ result: Result; postgresSeconds: number }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const before = new Map<number, number>()
  const latest = new Map<number, number>()
  const look = async (known: Map<number, number>) => {
    const { rows } = await client.query<{ pid: number }>(
      'select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    for (const { pid } of rows) readBackend(pid, known)
  }

  await look(before)
  const state = { isDone: false }
  const working = work().finally(() => {
    state.isDone = true
  })
  while (!state.isDone) {
    await look(latest)
    await Promise.race([sleep(watchMilliseconds), working])
  }
  await look(latest)
  await client.end()
  let postgresSeconds = 0
  for (const [pid, seconds] of latest) postgresSeconds += seconds - (before.get(pid) ?? 0)
  return { result: await working, postgresSeconds }
}

/** A backend that has ended keeps what was read last. */
function readBackend(pid: number, known: Map<number, number>): void {
  try {
    known.set(pid, Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e9)
  } catch (error) {
    if (!['ENOENT', 'ESRCH'].includes(String((error as { code?: string }).code))) throw error
  }
}
