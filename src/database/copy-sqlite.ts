import { open, rename, rm } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Database } from './tables.ts'
import { verifyCopy } from './verify-copy.ts'

const ownerOnly = 0o600

/**
 * Copies an embedded database that is in use to a new file, wholly or not at all, reads the copy as a whole, and returns
 * its size in bytes. The file is for its owner alone, since it holds everything.
 *
 * @throws an `EEXIST` error when there is such a file already; `UnusableCopyError` for a copy that is not whole.
 */
export async function copyDatabase(db: Database, file: string): Promise<number> {
  const reserved = await open(file, 'wx', ownerOnly)
  await reserved.close()
  const partial = `${file}.partial`
  try {
    // An empty file is taken as it is, with its mode.
    await (await open(partial, 'w', ownerOnly)).close()
    await sql`vacuum into ${partial}`.execute(db)
    const bytes = await flush(partial)
    verifyCopy(partial)
    await rename(partial, file)
    return bytes
  } catch (error) {
    await rm(partial, { force: true })
    await rm(file, { force: true })
    throw error
  }
}

/** SQLite leaves a copy in the page cache; a backup must survive the power cut it is made for. */
async function flush(file: string): Promise<number> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
    return (await handle.stat()).size
  } finally {
    await handle.close()
  }
}
