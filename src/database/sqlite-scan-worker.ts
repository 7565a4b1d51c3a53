import { parentPort, workerData } from 'node:worker_threads'
import { openReader } from './sqlite-connections.ts'
import type { ScanQuestion, ScanReply } from './sqlite-scan-thread.ts'
import { SqliteStatements } from './sqlite-statements.ts'

// Nobody else runs here: it may wait for a lock by blocking.
const lockTimeoutMilliseconds = 5_000
const statements = new SqliteStatements(openReader(workerData as string, lockTimeoutMilliseconds))

parentPort?.on('message', ({ id, sql, parameters }: ScanQuestion) => {
  parentPort?.postMessage(answer(id, sql, parameters))
})

function answer(id: number, sql: string, parameters: readonly unknown[]): ScanReply {
  try {
    return { id, rows: statements.run(sql, parameters).rows }
  } catch (error) {
    const { message, code = '' } = error as Error & { code?: string }
    return { id, error: { message, code } }
  }
}
