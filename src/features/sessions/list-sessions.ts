import type { Context } from '../../context.ts'
import type { Page, PageRequest } from '../../database/keyset.ts'
import { ApiError } from '../../errors.ts'
import {
  findListedSession,
  type ListedSession,
  listSessionRows,
  type SessionFilter,
  type SessionState,
} from './session-list-repository.ts'
import { isValid, type SessionValidity, validityNow } from './validity.ts'

export interface SessionInState {
  readonly session: ListedSession
  readonly state: SessionState
}

/** One page of the sessions that match, by id, each with its current state. */
export async function listSessions(
  context: Context,
  filter: SessionFilter,
  page: PageRequest,
): Promise<Page<SessionInState>> {
  const validity = validityNow(context)
  const { items, next } = await listSessionRows(context.db, filter, validity, page)
  return {
    items: items.map((session) => ({ session, state: stateOfSession(session, validity) })),
    next,
  }
}

/** @throws {ApiError} `not_found` */
export async function readSession(context: Context, id: number): Promise<SessionInState> {
  const session = await findListedSession(context.db, id)
  if (!session) throw new ApiError('not_found')
  return { session, state: stateOfSession(session, validityNow(context)) }
}

function stateOfSession(session: ListedSession, validity: SessionValidity): SessionState {
  const { endReason, endedAt } = session
  if (endReason === 'refresh_token_reused') return 'reused'
  if (endReason === 'expired') return 'expired'
  if (endedAt !== null) return 'ended'
  return isValid(session, validity) ? 'active' : 'expired'
}
