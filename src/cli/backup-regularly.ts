import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { exitOfError } from './exit-of-error.ts'
import { complain, type Terminal } from './terminal.ts'

interface Regularity {
  readonly folder: string
  readonly intervalSeconds: number
  /** How many of the newest copies stay. */
  readonly keep: number
  readonly copy: (file: string) => Promise<void>
}

const ownName = /^latchkey-\d{4}-\d\d-\d\dT\d{9}Z\.db$/

/**
 * Makes a copy now and after each interval, until SIGTERM or SIGINT, and removes the oldest of those it made. If the first
 * one fails it throws; later ones are tried again at their time, and no copy is removed for one that failed.
 */
export async function backupRegularly(
  terminal: Terminal,
  { folder, intervalSeconds, keep, copy }: Regularity,
): Promise<void> {
  const stopping = stopSignal()
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const copyAndTidy = async () => {
    await copy(join(folder, `latchkey-${new Date().toISOString().replace(/[:.]/g, '')}.db`))
    const copies = (await readdir(folder)).filter((name) => ownName.test(name)).sort()
    for (const name of copies.slice(0, -keep)) await rm(join(folder, name))
  }

  await copyAndTidy()
  while (await pause(intervalSeconds, stopping)) {
    await copyAndTidy().catch((error) => {
      complain(terminal, `No copy at ${new Date().toISOString()}: ${exitOfError(error).message}`)
    })
  }
}

function stopSignal(): AbortSignal {
  const controller = new AbortController()
  // In place of what ends other commands at once: a copy that was begun is finished.
  process.removeAllListeners('SIGINT')
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => controller.abort())
  return controller.signal
}

const maxTimerSeconds = 2_000_000

/** False once it shall stop. */
async function pause(seconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    for (let left = seconds; left > 0; left -= maxTimerSeconds) {
      await sleep(Math.min(left, maxTimerSeconds) * 1_000, undefined, { signal })
    }
    return true
  } catch {
    return false
  }
}
