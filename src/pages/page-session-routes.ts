import type { FastifyReply, FastifyRequest } from 'fastify'
import { isCookieSecure } from '../config/cookie-security.ts'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'
import { clientInfoOf } from '../http/client-info.ts'
import { readCookie } from '../http/cookie.ts'
import { isFromElsewhere } from '../http/same-origin.ts'
import { Type } from '../http/schema.ts'
import type { App } from '../http/types.ts'
import {
  closePageSession,
  openPageSession,
  type PageSession,
  renewPageSession,
} from './page-session.ts'

const path = '/api/-/session'

const Credentials = Type.Object({
  email: Type.String({ format: 'email', minLength: 1 }),
  password: Type.String({ minLength: 1 }),
})

/**
 * The helper of our own pages: it keeps their refresh token in a cookie that no script reads and that goes to
 * these three routes only, so that a page holds nothing but short-lived access tokens.
 */
export function pageSessionRoutes(app: App, context: Context): void {
  app.addHook('onRequest', async (request) => assertOwnPage(context, request))

  app.post(`${path}/`, { schema: { body: Credentials } }, async (request, reply) => {
    const { email, password } = request.body
    const session = await openPageSession(context, { email, password }, clientInfoOf(request))
    return answer(context, reply, session)
  })

  app.post(`${path}/refresh/`, async (request, reply) => {
    const cookie = readCookie(request, cookieNameOf(context))
    const session = await renewPageSession(context, cookie, clientInfoOf(request))
    return answer(context, reply, session)
  })

  app.delete(`${path}/`, async (request, reply) => {
    await closePageSession(
      context,
      readCookie(request, cookieNameOf(context)),
      clientInfoOf(request),
    )
    setCookie(context, reply, undefined)
    return reply.code(204).send()
  })
}

/** @throws {ApiError} `csrf_failed` unless the script of a page of ours asks; `not_found` without such pages. */
function assertOwnPage({ config, settings }: Context, request: FastifyRequest): void {
  if (!settings.values.BROWSABLE_API_ENABLED) throw new ApiError('not_found')
  // A header of our own makes browsers ask first, which other origins are never allowed.
  const isFromScript = request.headers['x-latchkey-page'] !== undefined
  if (!isFromScript || isFromElsewhere(request, config)) throw new ApiError('csrf_failed')
}

function answer(context: Context, reply: FastifyReply, session: PageSession) {
  setCookie(context, reply, session.refreshToken)
  if (session.refusal) throw session.refusal
  if (session.accessToken === undefined) return reply.code(204).send()
  return { access_token: session.accessToken }
}

function cookieNameOf({ config }: Context): string {
  return isCookieSecure(config) ? '__Secure-latchkey_page' : 'latchkey_page'
}

function setCookie(context: Context, reply: FastifyReply, token: string | undefined): void {
  const maxAge = token === undefined ? 0 : context.settings.values.REFRESH_TOKEN_LIFETIME
  const secure = isCookieSecure(context.config) ? '; Secure' : ''
  reply.header(
    'set-cookie',
    `${cookieNameOf(context)}=${token ?? ''}; Path=${context.config.basePath}${path}; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${secure}`,
  )
}
