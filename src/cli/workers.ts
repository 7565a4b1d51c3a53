import cluster from 'node:cluster'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'

const restartDelayMilliseconds = 1_000

/** Keeps the configured number of worker processes serving on one port, until told to stop. */
export function superviseWorkers(config: Config, log: Logger): Promise<void> {
  let isStopping = false
  const fork = () => cluster.fork({ WORKERS: String(config.workers) })
  for (let index = 0; index < config.workers; index += 1) fork()

  return new Promise((resolve) => {
    cluster.on('exit', (worker, code, signal) => {
      if (isStopping) {
        if (Object.keys(cluster.workers ?? {}).length === 0) resolve()
        return
      }
      log.error({ event: 'worker.died', pid: worker.process.pid, code, signal }, 'worker died')
      setTimeout(fork, restartDelayMilliseconds)
    })
    const stop = (signal: NodeJS.Signals) => {
      isStopping = true
      for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill(signal)
    }
    process.once('SIGTERM', stop)
    process.once('SIGINT', stop)
  })
}
