import { readdirSync, readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { setPriority } from 'node:os'

const poolThreadName = 'libuv-worker'
/**
 * A ninth of the weight of what responds to requests. At the lowest weight a login took 1.7 s where other programs keep all
 * cores busy; at this one it takes 0.25 s.
 */
const niceness = 10

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
      if (name === poolThreadName) setPriority(Number(thread), niceness)
    }
  } catch {
    // Not permitted here: hashing then shares the processors as before.
  }
}
