import { type ClientInfo, type Context, inTransaction } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { recordEvent } from '../audit/record-event.ts'
import {
  type ConsoleSessionOfUser,
  deleteConsoleSessionOfUser,
  deleteConsoleSessionsOfUser,
  listConsoleSessionsOfUser,
} from '../sessions/console-session-repository.ts'
import { expiresAtOf } from '../sessions/console-sessions.ts'
import { listSessions, type SessionInState } from '../sessions/list-sessions.ts'
import {
  assertRecentlyAuthenticated,
  type SessionOwner,
} from '../sessions/recent-authentication.ts'
import { endMatchingSessions, type SessionFilter } from '../sessions/session-list-repository.ts'
import { validityNow } from '../sessions/validity.ts'
import { readProfile } from './profile.ts'

/** More than anybody looks at. */
const maxSessions = 200

/** One's own valid sessions, the newest first. @throws {ApiError} `user_not_found` */
export async function listOwnSessions(
  context: Context,
  { userId }: SessionOwner,
): Promise<readonly SessionInState[]> {
  await readProfile(context, userId)
  const newestFirst = { sort: 'id', isDescending: true, after: undefined, limit: maxSessions }
  const { items } = await listSessions(context, { userId, states: ['active'] }, newestFirst)
  return items
}

/** One's own valid sessions of the console, the newest first. */
export async function listOwnConsoleSessions(
  { db, now }: Context,
  { userId }: SessionOwner,
): Promise<readonly ConsoleSessionOfUser[]> {
  const sessions = await listConsoleSessionsOfUser(db, userId)
  return sessions.filter((session) => expiresAtOf(session) > now()).toReversed()
}

/** @throws {ApiError} `not_found` for one that is over or someone else's; `reauthentication_required`, `user_not_found`. */
export async function endOwnConsoleSession(
  context: Context,
  owner: SessionOwner,
  id: number,
  client: ClientInfo,
): Promise<void> {
  const { userId } = owner
  const { email: label } = await readProfile(context, userId)
  await assertRecentlyAuthenticated(context, owner)
  await inTransaction(context, async (context) => {
    const isEnded = await deleteConsoleSessionOfUser(context.db, { id, userId })
    if (!isEnded) throw new ApiError('not_found')
    await recordEvent(context, {
      action: 'auth.end_sessions',
      caller: { actor: { kind: 'user', id: userId, label }, client },
      object: { type: 'user', id: userId, label },
      changes: { active_sessions: [1, 0] },
    })
  })
}

/**
 * Ends one of one's own sessions, the current one too.
 *
 * @throws {ApiError} `not_found` for one that is over or someone else's; `reauthentication_required`, `user_not_found`.
 */
export async function endOwnSession(
  context: Context,
  owner: SessionOwner,
  sessionId: number,
  client: ClientInfo,
): Promise<void> {
  const count = await endOwn(context, owner, { ids: [sessionId] }, client)
  if (count === 0) throw new ApiError('not_found')
}

/** Ends all one's sessions but the current one, those of the console too; returns how many. @throws {ApiError} as above, without `not_found`. */
export function endOtherSessions(
  context: Context,
  owner: SessionOwner,
  client: ClientInfo,
): Promise<number> {
  const others = { exceptId: owner.sessionId, includesConsole: true }
  return endOwn(context, owner, others, client)
}

interface Which extends Pick<SessionFilter, 'ids' | 'exceptId'> {
  readonly includesConsole?: boolean
}

async function endOwn(
  context: Context,
  owner: SessionOwner,
  { includesConsole = false, ...which }: Which,
  client: ClientInfo,
): Promise<number> {
  const { userId } = owner
  const { email: label } = await readProfile(context, userId)
  await assertRecentlyAuthenticated(context, owner)
  return inTransaction(context, async (context) => {
    const ending = { reason: 'revoked', endedAt: context.now(), endedBy: label } as const
    const filter = { ...which, userId, states: ['active'] } as const
    const ended = await endMatchingSessions(context.db, filter, validityNow(context), ending)
    const count =
      ended + (includesConsole ? await deleteConsoleSessionsOfUser(context.db, userId) : 0)
    if (count === 0) return 0
    await recordEvent(context, {
      action: 'auth.end_sessions',
      caller: { actor: { kind: 'user', id: userId, label }, client },
      object: { type: 'user', id: userId, label },
      changes: { active_sessions: [count, 0] },
    })
    return count
  })
}
