import type { Caller, TransactionContext } from '../../context.ts'
import { deleteConsoleSessionsOfUser } from './console-session-repository.ts'
import { type EndReason, endUserSessions } from './session-ending-repository.ts'

export interface EndingOfUser {
  readonly userId: number
  readonly reason: EndReason
  readonly caller: Caller
  /** Whether the session that asks ends too, if it is the user's own. */
  readonly includesAsking: boolean
}

/**
 * Ends a user's sessions, those of the console too, at once on every node: once this is committed no later refresh is
 * granted, not even within the grace. Part of the transaction of the change that calls for it. Returns how many sessions
 * of the API ended.
 */
export async function endSessionsOfUser(
  context: TransactionContext,
  { userId, reason, caller, includesAsking }: EndingOfUser,
): Promise<number> {
  const goesOn = includesAsking || caller.actor.id !== userId ? undefined : caller
  const ending = { reason, endedAt: context.now(), endedBy: caller.actor.label }
  await deleteConsoleSessionsOfUser(context.db, userId, goesOn?.consoleSessionId)
  return endUserSessions(context.db, userId, ending, goesOn?.sessionId)
}
