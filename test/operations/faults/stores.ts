import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { createFolder } from '../../support/latchkey.ts'
import { startOwnPostgres } from '../../support/own-postgres.ts'
import { findBackends, runOnPostgres } from '../../support/postgres.ts'

/** A database that can be taken away in the ways that databases go. */
export interface Store {
  readonly url: string
  /** It does not answer for as long. */
  blackHole(milliseconds: number): Promise<void>
  restart?(): Promise<void>
  /** Absent where this machine cannot have a small disk. */
  fillDisk?(milliseconds: number): Promise<void>
  remove(): Promise<void>
}

export function createSqliteStore(): Store {
  const folder = createFolder()
  const isMounted = mountSmallDisk(folder)
  const file = join(folder, 'latchkey.db')
  return {
    url: `sqlite:${file}`,
    async blackHole(milliseconds) {
      const other = new Sqlite(file, { timeout: 5_000 })
      other.exec('begin immediate')
      await sleep(milliseconds)
      other.exec('rollback')
      other.close()
    },
    ...(isMounted ? { fillDisk: (milliseconds: number) => fill(folder, milliseconds) } : {}),
    async remove() {
      if (isMounted) execFileSync('umount', ['--lazy', folder])
    },
  }
}

function mountSmallDisk(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'none', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

async function fill(folder: string, milliseconds: number): Promise<void> {
  const ballast = join(folder, 'ballast')
  for (let size = 1_048_576; size >= 4_096; size /= 2) {
    try {
      for (;;) writeFileSync(ballast, Buffer.alloc(size), { flag: 'a' })
    } catch {
      // What is left is filled in smaller pieces.
    }
  }
  await sleep(milliseconds)
  rmSync(ballast)
}

// What PostgreSQL reports when a table cannot grow, without the risk for the machine of the test.
const diskIsFull = `create or replace function disk_is_full() returns trigger language plpgsql as
  $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`
const fullTables = ['users', 'sessions', 'audit_events', 'setting_changes']

export async function createPostgresStore(): Promise<Store | undefined> {
  const postgres = await startOwnPostgres()
  if (!postgres) return undefined
  const { url } = postgres
  return {
    url,
    async blackHole(milliseconds) {
      const backends = await findBackends(url)
      for (const pid of backends) process.kill(pid, 'SIGSTOP')
      await sleep(milliseconds)
      for (const pid of backends) process.kill(pid, 'SIGCONT')
    },
    restart: () => postgres.restart(),
    async fillDisk(milliseconds) {
      const before = 'before insert or update on'
      const full = fullTables.map(
        (table) =>
          `create trigger full_disk ${before} ${table} for each statement execute function disk_is_full()`,
      )
      await runOnPostgres(url, diskIsFull, ...full)
      await sleep(milliseconds)
      await runOnPostgres(url, ...fullTables.map((table) => `drop trigger full_disk on ${table}`))
    },
    remove: () => postgres.stop(),
  }
}
