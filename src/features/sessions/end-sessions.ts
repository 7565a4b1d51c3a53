import type { TransactionContext } from '../../context.ts'
import { type EndReason, endUserSessions } from './session-repository.ts'

export interface EndingOfUser {
  readonly userId: number
  readonly reason: EndReason
  /** Who ended them, as the session list shows it. */
  readonly endedBy: string
  /** The session that asks and goes on. */
  readonly exceptSessionId?: number
}

/**
 * Ends a user's sessions at once on every node: once this is committed no later refresh is granted, not even
 * within the grace. Part of the transaction of the deed that calls for it. Answers how many.
 */
export function endSessionsOfUser(
  context: TransactionContext,
  { userId, reason, endedBy, exceptSessionId }: EndingOfUser,
): Promise<number> {
  const ending = { reason, endedAt: context.now(), endedBy }
  return endUserSessions(context.db, userId, ending, exceptSessionId)
}
