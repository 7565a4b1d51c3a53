import type { Context } from '../../context.ts'
import { AuthError } from '../../errors.ts'
import { livenessNow, type SessionInState, stateOfSession } from './list-sessions.ts'
import { findListedSession } from './session-list-repository.ts'

/** @throws {AuthError} `not_found` */
export async function readSession(context: Context, id: number): Promise<SessionInState> {
  const session = await findListedSession(context.db, id)
  if (!session) throw new AuthError('not_found')
  return { session, state: stateOfSession(session, livenessNow(context)) }
}
