import type { FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import { AuthError } from '../../errors.ts'
import { cookieName, readCookie } from '../../http/cookie.ts'
import { originOf } from '../../http/origin.ts'
import { isFromElsewhere } from '../../http/same-origin.ts'
import type { Guard } from '../../http/types.ts'
import { isSameToken } from '../../security/console-token.ts'
import { type Administrator, requirePermission } from '../permissions/administrator.ts'
import { permissionsOf } from '../permissions/effective-permissions.ts'
import type { RouteRight } from '../permissions/route-guard.ts'
import {
  type ConsoleSession,
  updateConsoleSessionUsed,
} from '../sessions/console-session-repository.ts'
import { findListedSession } from '../sessions/session-list-repository.ts'
import { stateOf, type User } from '../users/user.ts'
import { findUser } from '../users/user-repository.ts'
import { csrfTokenFor, findLiveConsoleSession } from './console-sessions.ts'
import { mayEnter } from './log-in.ts'

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
    requireRight(administrator, request.routeOptions.config?.right)
  }
}

/** The session of the console that the request's cookie names. */
export function findRequestSession(
  context: Context,
  request: FastifyRequest,
): Promise<ConsoleSession | undefined> {
  return findLiveConsoleSession(context, sessionTokenOf(context, request))
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
  const user = await requireStaff(context, session.userId)
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
  const user = await requireStaff(context, userId)
  const session = await findListedSession(context.db, sessionId)
  if (!session || session.endedAt !== undefined) throw new AuthError('access_token_invalid')
  return {
    ...(await describe(context, request, user)),
    source: 'api',
    sessionId,
    authenticatedAt: session.createdAt,
  }
}

async function fromCookie(context: Context, request: FastifyRequest): Promise<Administrator> {
  const token = sessionTokenOf(context, request)
  if (token === undefined) throw new AuthError('credentials_missing')
  const session = await findLiveConsoleSession(context, token)
  if (!session) throw new AuthError('console_session_expired')

  if (changesSomething(request)) requireCsrfProof(context, request, token)
  const administrator = await administratorOfSession(context, request, session)
  await noteUse(context, request, session)
  return administrator
}

function changesSomething({ method }: FastifyRequest): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS'
}

/** @throws {AuthError} `csrf_failed` */
function requireCsrfProof(context: Context, request: FastifyRequest, token: string): void {
  const given = request.headers['x-csrf-token']
  const isProven = typeof given === 'string' && isSameToken(csrfTokenFor(context, token), given)
  if (!isProven || isFromElsewhere(request, context.config)) throw new AuthError('csrf_failed')
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

/** @throws {AuthError} `user_not_found` when it was deactivated or deleted, `permission_denied` for others than staff. */
async function requireStaff(context: Context, userId: number): Promise<User> {
  const user = await findUser(context.db, userId)
  if (!user || stateOf(user) !== 'active') throw new AuthError('user_not_found')
  if (!mayEnter(user)) throw new AuthError('permission_denied')
  return user
}

async function describe(context: Context, request: FastifyRequest, user: User) {
  return {
    actor: { kind: 'user', id: user.id, label: user.email },
    origin: originOf(request),
    isSuperuser: user.isSuperuser,
    permissions: await permissionsOf(context, user),
  } as const
}

function requireRight(administrator: Administrator, right: RouteRight | undefined): void {
  if (right === undefined || right === 'any staff') return
  requirePermission(administrator, right)
}
