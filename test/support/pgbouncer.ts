import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free-port.ts'
import type { OwnPostgres } from './own-postgres.ts'

export type PoolMode = 'session' | 'transaction'

export interface Pooler {
  /** Address of the database `postgres` behind it. */
  readonly url: string
  stop(): Promise<void>
}

const program = '/usr/sbin/pgbouncer'

export const hasPgBouncer = existsSync(program)
if (!hasPgBouncer)
  process.stderr.write('\n!!! NO PGBOUNCER WAS FOUND: NOTHING IS TESTED BEHIND A POOLER !!!\n\n')

/** Starts PgBouncer in front of a server, with few connections for many clients. */
export async function startPgBouncer(postgres: OwnPostgres, mode: PoolMode): Promise<Pooler> {
  const port = await freePort()
  const users = join(postgres.folder, 'pgbouncer-users.txt')
  const configuration = join(postgres.folder, `pgbouncer-${mode}.ini`)
  writeFileSync(users, '"postgres" ""\n')
  writeFileSync(
    configuration,
    `[databases]
* = host=127.0.0.1 port=${postgres.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${users}
pool_mode = ${mode}
default_pool_size = ${mode === 'session' ? 40 : 4}
max_client_conn = 200
`,
  )
  const userSwitch = process.getuid?.() === 0 ? ['-u', 'postgres'] : []
  const child = spawn(program, [...userSwitch, configuration], { stdio: 'ignore' })
  const exited = once(child, 'exit')
  while (!(await isListening(port))) await sleep(50)

  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
