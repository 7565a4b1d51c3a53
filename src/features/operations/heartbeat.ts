import { hostname } from 'node:os'
import type { Context } from '../../context.ts'
import { version } from '../../version.ts'
import { deleteProcess, type HeartbeatSpan, upsertProcess } from './process-repository.ts'

const lookMilliseconds = 1_000
const renewMilliseconds = 10_000
const absentMilliseconds = 30_000

/** When a process must have been seen to count as there now, in the past or by a clock ahead of ours. */
export function heartbeatAt(now: number): HeartbeatSpan {
  return { from: now - absentMilliseconds, to: now + absentMilliseconds }
}

/**
 * Tells everybody on the database that this process serves, and on which settings, and asks what time it is: at the start,
 * every ten seconds, and whenever it is told to. A database that is away is no reason to serve any less.
 */
export function createHeartbeat(context: Context) {
  const startedAt = context.now()
  let timer: NodeJS.Timeout | undefined
  let reportedAt = startedAt
  let isFailing = false
  let writing: Promise<void> = Promise.resolve()

  async function write(): Promise<void> {
    try {
      await context.alignClock()
      await upsertProcess(context.db, {
        id: context.processId,
        host: hostname(),
        pid: process.pid,
        version,
        startedAt,
        seenAt: reportedAt,
        settingsRevision: context.settings.revision,
      })
      isFailing = false
    } catch (error) {
      if (!isFailing) context.log.warn({ err: error }, 'could not report this process')
      isFailing = true
    }
  }

  function report(): Promise<void> {
    if (!timer) return writing
    reportedAt = context.now()
    writing = writing.then(write)
    return writing
  }

  function renew(): void {
    // A clock may also have been set back.
    if (Math.abs(context.now() - reportedAt) >= renewMilliseconds) void report()
  }

  return {
    report,
    start(): Promise<void> {
      timer = setInterval(renew, lookMilliseconds)
      timer.unref()
      return report()
    },
    async stop(): Promise<void> {
      if (!timer) return
      clearInterval(timer)
      timer = undefined
      await writing
      // Otherwise the others find out after a while.
      await deleteProcess(context.db, context.processId).catch(() => {})
    },
  }
}
