import { write, writeSync } from 'node:fs'
import type { DestinationStream } from 'pino'

const bufferBytes = 4_096
const flushMilliseconds = 200
const retryMilliseconds = 100
// What nobody takes is dropped beyond this, so that a pipe that is not read costs bounded memory.
const maxPendingLength = 1_048_576
// A write that takes longer than this is stuck: at exit nothing waits behind it.
const stuckMilliseconds = 1_000

export interface LogDestination extends DestinationStream {
  flush(): void
}

/**
 * Writes lines to an open file descriptor without ever stopping the program: buffered, because a write for every line
 * costs more than the rest of a request, and asynchronous. When they cannot be written (a full disk, a pipe that
 * nobody reads) lines are dropped and counted, and the count is the first line that gets through again.
 */
export function createLogDestination(fd: number): LogDestination {
  let pending = ''
  let dropped = 0
  let startedAt: number | undefined

  function flush(): void {
    if (startedAt !== undefined || pending === '') return
    const lines = dropped > 0 ? droppedLine(dropped) + pending : pending
    const reported = dropped
    pending = ''
    startedAt = performance.now()
    writeAll(fd, Buffer.from(lines), (isWritten) => {
      startedAt = undefined
      dropped = isWritten
        ? dropped - reported
        : dropped + countLines(lines) - (reported > 0 ? 1 : 0)
      if (isWritten && pending.length >= bufferBytes) flush()
    })
  }

  setInterval(flush, flushMilliseconds).unref()
  process.once('exit', () => {
    const isStuck = startedAt !== undefined && performance.now() - startedAt > stuckMilliseconds
    if (pending === '' || isStuck) return
    try {
      writeSync(fd, pending)
    } catch {
      // The program ends, and there is nowhere left to say so.
    }
  })

  return {
    write(line) {
      if (pending.length + line.length > maxPendingLength) {
        dropped += 1
        return
      }
      pending += line
      if (pending.length >= bufferBytes) flush()
    },
    flush,
  }
}

/** Writes the whole of it, however many pieces the system takes; calls `done` with whether it could. */
function writeAll(fd: number, bytes: Buffer, done: (isWritten: boolean) => void): void {
  write(fd, bytes, (error, written) => {
    if (error?.code === 'EAGAIN') setTimeout(() => writeAll(fd, bytes, done), retryMilliseconds)
    else if (error) done(false)
    else if (written < bytes.length) writeAll(fd, bytes.subarray(written), done)
    else done(true)
  })
}

function countLines(text: string): number {
  return text.split('\n').length - 1
}

function droppedLine(count: number): string {
  const event = { level: 'warn', time: new Date().toISOString(), event: 'log.dropped', count }
  return `${JSON.stringify({ ...event, msg: 'log lines could not be written' })}\n`
}
