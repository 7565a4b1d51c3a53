import { type Context, inTransaction } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { recordEvent } from '../audit/record-event.ts'
import { type Administrator, assertPermission } from '../permissions/administrator.ts'
import {
  type ConsoleSessionFilter,
  deleteConsoleSessionWithin,
  findListedConsoleSession,
} from './console-session-list-repository.ts'
import { idleMilliseconds } from './console-sessions.ts'
import { outOfAuthority, sessionAuthority } from './session-authority.ts'

/** Only sessions with which the console can be used now. */
export function aliveConsoleSessions({ now }: Context): ConsoleSessionFilter {
  const time = now()
  return { now: time, usedAfter: time - idleMilliseconds }
}

/**
 * Ends a login to the console, at once on every node.
 *
 * @throws {ApiError} `permission_denied`, also for the session of a user who may do more than the administrator;
 *   `not_found` for one that is over.
 */
export async function endConsoleSession(
  context: Context,
  id: number,
  administrator: Administrator,
): Promise<void> {
  assertPermission(administrator, 'sessions.revoke_session')
  await inTransaction(context, async (context) => {
    const session = await findListedConsoleSession(context.db, aliveConsoleSessions(context), id)
    if (!session) throw new ApiError('not_found')
    if (!(await deleteConsoleSessionWithin(context.db, id, sessionAuthority(administrator)))) {
      throw outOfAuthority()
    }
    await recordEvent(context, {
      action: 'session.revoke',
      caller: administrator,
      object: { type: 'console_session', id, label: session.email },
      changes: { active_sessions: [1, 0] },
    })
  })
}
