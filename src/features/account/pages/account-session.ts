import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ClientInfo, Context } from '../../../context.ts'
import { parseRefreshToken, type RefreshToken } from '../../../crypto/refresh-token.ts'
import { cookieHeader, cookieName, expiredCookieHeader, readCookie } from '../../../http/cookie.ts'
import { findSessionOf } from '../../sessions/find-session.ts'
import { logIn } from '../../sessions/log-in.ts'
import { logOut } from '../../sessions/log-out.ts'
import type { SessionState } from '../../sessions/session-repository.ts'

// The pages under /account/ use an ordinary session, so that it is listed, limited and ended like every other. Its refresh
// token is in a cookie that no script reads, and is never exchanged: opening a page changes nothing.

/** A browser that was forgotten is logged out after this long. */
const maxLifetimeMilliseconds = 12 * 3_600_000

/** Logs in and gives the browser its cookie. @throws {ApiError} what a login throws. */
export async function openAccountSession(
  context: Context,
  reply: FastifyReply,
  credentials: { readonly email: string; readonly password: string },
  client: ClientInfo,
): Promise<void> {
  const pair = await logIn(context, credentials, client, { maxLifetimeMilliseconds })
  reply.header('set-cookie', cookieHeader(context.config, nameOf(context), pair.refresh_token))
}

/** Whoever is logged in on these pages. */
export async function accountSessionOf(
  context: Context,
  request: FastifyRequest,
): Promise<SessionState | undefined> {
  const token = tokenOf(context, request)
  const session = token && (await findSessionOf(context, token))
  const isUsable = session?.isAlive && session.isUserActive && session.isPresentToken
  return isUsable ? session : undefined
}

export async function closeAccountSession(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  client: ClientInfo,
): Promise<void> {
  const token = tokenOf(context, request)
  if (token) await logOut(context, token, client)
  forgetAccountSession(context, reply)
}

export function forgetAccountSession(context: Context, reply: FastifyReply): void {
  reply.header('set-cookie', expiredCookieHeader(context.config, nameOf(context)))
}

function tokenOf(context: Context, request: FastifyRequest): RefreshToken | undefined {
  return parseRefreshToken(readCookie(request, nameOf(context)) ?? '')
}

function nameOf({ config }: Context): string {
  return cookieName(config, 'latchkey_account')
}
