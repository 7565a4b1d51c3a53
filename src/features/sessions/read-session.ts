import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { type SessionInState, stateOfSession } from './list-sessions.ts'
import { findListedSession } from './session-list-repository.ts'
import { validityNow } from './validity.ts'

/** @throws {ApiError} `not_found` */
export async function readSession(context: Context, id: number): Promise<SessionInState> {
  const session = await findListedSession(context.db, id)
  if (!session) throw new ApiError('not_found')
  return { session, state: stateOfSession(session, validityNow(context)) }
}
