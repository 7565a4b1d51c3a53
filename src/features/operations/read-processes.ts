import type { Context } from '../../context.ts'
import { heartbeatAt } from './heartbeat.ts'
import { listProcesses, type ProcessRow } from './process-repository.ts'

export interface ServingProcess extends ProcessRow {
  /** Whether it acts on the settings as they are now. */
  readonly isCurrent: boolean
  /** Whether it is the one that answers. */
  readonly isThisProcess: boolean
  readonly unseenSeconds: number
}

/** The processes that serve on this database, the oldest first. */
export async function readProcesses(context: Context): Promise<ServingProcess[]> {
  const now = context.now()
  const rows = await listProcesses(context.db, heartbeatAt(now))
  return rows.map(({ newestRevision, ...process }) => ({
    ...process,
    isCurrent: process.settingsRevision >= newestRevision,
    isThisProcess: process.id === context.processId,
    unseenSeconds: Math.max(0, Math.floor((now - process.seenAt) / 1_000)),
  }))
}
