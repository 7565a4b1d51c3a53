import { existsSync } from 'node:fs'
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { openWriter } from './sqlite-connections.ts'
import { isLocked } from './sqlite-driver.ts'

/** Some process has the database open: to replace it would take from that process what it writes next. */
export class DatabaseInUseError extends Error {
  override readonly name = 'DatabaseInUseError'
}

const ownerOnly = 0o600

/**
 * Puts a copy into the place of an embedded database, which is kept beside it under the name that is returned; undefined
 * where there was none. A crash leaves either the one or the other in its place, or the one that was kept.
 *
 * @throws {DatabaseInUseError} and changes nothing while another process has the database open.
 */
export async function restoreDatabase(
  copy: string,
  file: string,
  keptName: string,
): Promise<string | undefined> {
  const arriving = `${file}.restoring`
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await copyFile(copy, arriving)
    await flush(arriving)
    if (existsSync(file)) settle(file)
  } catch (error) {
    await rm(arriving, { force: true })
    throw error
  }
  // What is left of a log belongs to the database before: to the copy it would be damage.
  for (const suffix of ['-wal', '-shm']) await renameIfThere(file + suffix, keptName + suffix)
  const isReplacing = await renameIfThere(file, keptName)
  await rename(arriving, file)
  await flushFolder(dirname(file))
  return isReplacing ? keptName : undefined
}

/** Brings everything into the one file, which only the last process that has it open can. */
function settle(file: string): void {
  let writer: ReturnType<typeof openWriter> | undefined
  try {
    writer = openWriter(file)
    writer.pragma('journal_mode = delete')
  } catch (error) {
    // A damaged database is a reason to restore, and is kept as it is.
    if (isLocked(error)) throw new DatabaseInUseError('The database is in use', { cause: error })
  } finally {
    writer?.close()
  }
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.chmod(ownerOnly)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A rename survives a power cut once its folder was written. */
async function flushFolder(folder: string): Promise<void> {
  // Windows has no handles of folders, and needs none for this.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

async function renameIfThere(from: string, to: string): Promise<boolean> {
  if (!existsSync(from)) return false
  await rename(from, to)
  return true
}
