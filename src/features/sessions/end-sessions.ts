import type { TransactionContext } from '../../context.ts'
import { deleteConsoleSessionsOfUser } from './console-session-repository.ts'
import { type EndReason, endUserSessions } from './session-ending-repository.ts'

export interface EndingOfUser {
  readonly userId: number
  readonly reason: EndReason
  /** Who ended them, as the session list shows it. */
  readonly endedBy: string
  /** The session that asks and goes on. */
  readonly exceptSessionId?: number | undefined
  /** The same for a session of the console. */
  readonly exceptConsoleSessionId?: number | undefined
}

/**
 * Ends a user's sessions, those of the console too, at once on every node: once this is committed no later
 * refresh is granted, not even within the grace. Part of the transaction of the mutation that calls for it.
 * Returns how many sessions of the API ended.
 */
export async function endSessionsOfUser(
  context: TransactionContext,
  { userId, reason, endedBy, exceptSessionId, exceptConsoleSessionId }: EndingOfUser,
): Promise<number> {
  const ending = { reason, endedAt: context.now(), endedBy }
  await deleteConsoleSessionsOfUser(context.db, userId, exceptConsoleSessionId)
  return endUserSessions(context.db, userId, ending, exceptSessionId)
}
