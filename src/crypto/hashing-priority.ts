import { readdirSync, readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'

const poolThreadName = 'libuv-worker'

/**
 * Lets the threads that hash passwords run behind the one that answers requests, so that a flood of logins does
 * not delay the rest: with all cores hashing, the scheduler prefers whoever has something quick to do. Only Linux
 * gives threads priorities of their own; elsewhere, and where it is forbidden, nothing changes.
 */
export async function lowerHashingPriority(): Promise<void> {
  if (process.platform !== 'linux') return
  // The pool starts all its threads with its first piece of work.
  await stat('/proc/self')
  try {
    for (const thread of readdirSync('/proc/self/task')) {
      const name = readFileSync(`/proc/self/task/${thread}/comm`, 'utf8').trim()
      if (name === poolThreadName) setPriority(Number(thread), constants.priority.PRIORITY_LOW)
    }
  } catch {
    // Not permitted here: hashing then shares the processors as before.
  }
}
