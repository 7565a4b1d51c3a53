import type { FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import { isSameToken } from '../../crypto/console-token.ts'
import { ApiError } from '../../errors.ts'
import { clientInfoOf } from '../../http/client-info.ts'
import { cookieName, readCookie } from '../../http/cookie.ts'
import { isFromElsewhere } from '../../http/same-origin.ts'
import type { Guard } from '../../http/types.ts'
import { type Administrator, assertPermission } from '../permissions/administrator.ts'
import { permissionsOf } from '../permissions/effective-permissions.ts'
import type { RoutePermission } from '../permissions/route-guard.ts'
import {
  type ConsoleSession,
  updateConsoleSessionUsed,
} from '../sessions/console-session-repository.ts'
import { csrfTokenFor, findValidConsoleSession } from '../sessions/console-sessions.ts'
import { findListedSession } from '../sessions/session-list-repository.ts'
import { stateOf } from '../users/user.ts'
import { findUser, type User } from '../users/user-repository.ts'
import { mayEnter } from './log-in-to-console.ts'

/**
 * Makes the guard of the management API: staff with an access token, or with a session of the console and a
 * proof that the request comes from it, who hold the right that the route declares.
 */
export function staffGuard(context: Context, bearer: Guard): Guard {
  return async (request) => {
    const administrator =
      request.headers.authorization === undefined
        ? await fromCookie(context, request)
        : await fromBearer(context, request, bearer)
    request.administrator = administrator
    assertRoutePermission(administrator, request.routeOptions.config?.permission)
  }
}

/** The session of the console that the request's cookie names. */
export function findRequestSession(
  context: Context,
  request: FastifyRequest,
): Promise<ConsoleSession | undefined> {
  return findValidConsoleSession(context, sessionTokenOf(context, request))
}

export function sessionTokenOf({ config }: Context, request: FastifyRequest): string | undefined {
  return readCookie(request, consoleCookie(config))
}

export function consoleCookie(config: Context['config']): string {
  return cookieName(config, 'latchkey_console')
}

/** Who administers with this session, if the account still may. */
export async function administratorOfSession(
  context: Context,
  request: FastifyRequest,
  session: ConsoleSession,
): Promise<Administrator> {
  const user = await getStaff(context, session.userId)
  return {
    ...(await describe(context, request, user)),
    source: 'console',
    consoleSessionId: session.id,
    authenticatedAt: session.authenticatedAt,
  }
}

async function fromBearer(
  context: Context,
  request: FastifyRequest,
  bearer: Guard,
): Promise<Administrator> {
  await bearer(request)
  const { userId = 0, sessionId = 0 } = request.access ?? {}
  const user = await getStaff(context, userId)
  const session = await findListedSession(context.db, sessionId)
  if (!session || session.endedAt !== null) throw new ApiError('access_token_invalid')
  return {
    ...(await describe(context, request, user)),
    source: 'api',
    sessionId,
    authenticatedAt: session.authenticatedAt ?? session.createdAt,
  }
}

async function fromCookie(context: Context, request: FastifyRequest): Promise<Administrator> {
  const token = sessionTokenOf(context, request)
  if (token === undefined) throw new ApiError('credentials_missing')
  const session = await findValidConsoleSession(context, token)
  if (!session) throw new ApiError('console_session_expired')

  if (changesSomething(request)) assertCsrfProof(context, request, token)
  const administrator = await administratorOfSession(context, request, session)
  await noteUse(context, request, session)
  return administrator
}

function changesSomething({ method }: FastifyRequest): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS'
}

/** @throws {ApiError} `csrf_failed` */
function assertCsrfProof(context: Context, request: FastifyRequest, token: string): void {
  const given = request.headers['x-csrf-token']
  const isProven = typeof given === 'string' && isSameToken(csrfTokenFor(context, token), given)
  if (!isProven || isFromElsewhere(request, context.config)) throw new ApiError('csrf_failed')
}

// One write a minute keeps a session awake well enough.
const useNotedAfterMilliseconds = 60_000

async function noteUse(
  context: Context,
  request: FastifyRequest,
  { id, lastUsedAt }: ConsoleSession,
): Promise<void> {
  if (request.routeOptions.config?.isBackground) return
  const now = context.now()
  if (now - lastUsedAt >= useNotedAfterMilliseconds) {
    await updateConsoleSessionUsed(context.db, id, now)
  }
}

/** @throws {ApiError} `user_not_found` when it was deactivated or deleted, `permission_denied` for others than staff. */
async function getStaff(context: Context, userId: number): Promise<User> {
  const user = await findUser(context.db, userId)
  if (!user || stateOf(user) !== 'active') throw new ApiError('user_not_found')
  if (!mayEnter(user)) throw new ApiError('permission_denied')
  return user
}

async function describe(context: Context, request: FastifyRequest, user: User) {
  return {
    actor: { kind: 'user', id: user.id, label: user.email },
    client: clientInfoOf(request),
    isSuperuser: user.isSuperuser,
    permissions: await permissionsOf(context, user),
  } as const
}

function assertRoutePermission(
  administrator: Administrator,
  permission: RoutePermission | undefined,
): void {
  if (permission === undefined || permission === 'any staff') return
  assertPermission(administrator, permission)
}
