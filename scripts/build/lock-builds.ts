import { join } from 'node:path'
import Database from 'better-sqlite3'

const patienceMilliseconds = 600_000

/** Waits until no other process builds here. A process that dies lets go of the lock, since the database does. */
export function lockBuilds(folder: string): () => void {
  const lock = new Database(join(folder, '.lock.db'), { timeout: patienceMilliseconds })
  lock.exec('begin exclusive')
  return () => lock.close()
}
