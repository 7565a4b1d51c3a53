import type { Context } from '../../context.ts'
import { deleteOldSessions, listSessionIds } from './session-ending-repository.ts'

const batchSize = 500

/**
 * Looks at the next batch of sessions and deletes those that were over for longer than the retention. The walk
 * goes along the primary key, so that no index has to be kept on columns that every refresh changes.
 */
export async function purgeSessions(context: Context, walk: { afterId: number }): Promise<number> {
  const retention = context.settings.values.SESSION_HISTORY_RETENTION * 1_000
  const ids = await listSessionIds(context.db, walk.afterId, batchSize)
  const lastId = ids.at(-1)
  if (lastId === undefined) {
    walk.afterId = 0
    return 0
  }

  const range = { afterId: walk.afterId, lastId }
  walk.afterId = lastId
  return deleteOldSessions(context.db, range, context.now() - retention)
}
