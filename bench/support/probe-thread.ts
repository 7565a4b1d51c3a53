import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { KeepAliveClient } from './keep-alive-client.ts'

/** Asks /livez again and again, in a thread that nothing else holds up, and says how long each response took. */
const pauseMilliseconds = 2
const client = new KeepAliveClient(workerData as string)
let latencies: number[] = []

parentPort?.on('message', () => {
  parentPort?.postMessage(latencies)
  latencies = []
})

for (;;) {
  const sentAt = performance.now()
  await client.get('/livez', 'none')
  latencies.push(performance.now() - sentAt)
  await sleep(pauseMilliseconds)
}
