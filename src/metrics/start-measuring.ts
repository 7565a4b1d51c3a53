import cluster from 'node:cluster'
import { AggregatorRegistry } from 'prom-client'
import type { Config } from '../config/read-config.ts'
import type { Context } from '../context.ts'
import type { Observer } from '../observer.ts'
import { createMetrics } from './prometheus.ts'
import { type Listening, serveMetrics } from './serve-metrics.ts'
import { addStateGauges } from './state-gauges.ts'

export interface Measuring {
  readonly observer: Observer
  /** Offers what was measured on METRICS_PORT; with several processes the first of them does, for all. */
  serve(context: Context): Promise<void>
  close(): Promise<void>
}

/** Begins to measure this process. */
export function startMeasuring({ host, metricsPort: port = 0, workers }: Config): Measuring {
  const { registry, observer } = createMetrics()
  const ofAll = new AggregatorRegistry()
  AggregatorRegistry.setRegistries(registry)
  let listening: Listening | undefined

  return {
    observer,
    async serve(context) {
      const isPrimary = workers > 1 && cluster.isPrimary
      if (!isPrimary) addStateGauges(registry, context)
      if (cluster.isWorker) return
      const text = isPrimary ? () => ofAll.clusterMetrics() : () => registry.metrics()
      const { log } = context
      const { contentType } = registry
      listening = await serveMetrics({ contentType, text }, { host, port, log })
      log.info({ event: 'metrics.listening', host, port }, 'metrics')
    },
    async close() {
      await listening?.close()
    },
  }
}
