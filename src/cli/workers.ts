import cluster, { type Worker } from 'node:cluster'
import type { Logger } from 'pino'
import type { Config } from '../config/read-config.ts'
import { CommandError, type ExitName, exitCodes } from './exit-codes.ts'

const restartDelayMilliseconds = 1_000

/**
 * Keeps the configured number of worker processes serving on one port, until told to stop.
 *
 * @throws {CommandError} when a worker ends before any has ever served: what stopped it stops the next one too.
 */
export function superviseWorkers(config: Config, log: Logger): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let phase: 'starting' | 'serving' | 'stopping' = 'starting'
  let failure: CommandError | undefined

  const fork = () => {
    if (phase !== 'stopping') cluster.fork({ WORKERS: String(config.workers) })
  }
  const endWithTheLast = () => {
    if (phase !== 'stopping' || workersAlive().length > 0) return
    if (failure) reject(failure)
    else resolve()
  }
  const stop = (signal: NodeJS.Signals) => {
    phase = 'stopping'
    for (const worker of workersAlive()) worker.process.kill(signal)
    endWithTheLast()
  }

  cluster.once('listening', () => {
    if (phase === 'starting') phase = 'serving'
  })
  cluster.on('exit', (worker, code, signal) => {
    if (phase === 'starting') {
      failure = new CommandError(exitOf(code), 'The workers could not start.')
      stop('SIGTERM')
    } else if (phase === 'serving') {
      log.error({ event: 'worker.died', pid: worker.process.pid, code, signal }, 'worker died')
      setTimeout(fork, restartDelayMilliseconds)
    } else endWithTheLast()
  })
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  for (let index = 0; index < config.workers; index += 1) fork()
  return promise
}

// One that has just ended may be listed a little longer.
function workersAlive(): Worker[] {
  return Object.values(cluster.workers ?? {}).flatMap((worker) =>
    worker && !worker.isDead() ? [worker] : [],
  )
}

/** The worker said why itself; what it ended with is what the command ends with. */
function exitOf(code: number | null): ExitName {
  const names = Object.keys(exitCodes) as ExitName[]
  return names.find((name) => name !== 'ok' && exitCodes[name][0] === code) ?? 'failed'
}
