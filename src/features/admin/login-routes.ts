import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import { isSameToken } from '../../crypto/console-token.ts'
import { ApiError } from '../../errors.ts'
import { clientInfoOf } from '../../http/client-info.ts'
import { cookieHeader, expiredCookieHeader } from '../../http/cookie.ts'
import { sendFormPage } from '../../http/forms/send-form-page.ts'
import { isFromElsewhere, localPath } from '../../http/same-origin.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { csrfTokenFor } from '../sessions/console-sessions.ts'
import { pageBrand } from '../settings/page-brand.ts'
import { hasActiveSuperuser } from '../users/user-list-repository.ts'
import { logInToConsole } from './log-in-to-console.ts'
import { logOutOfConsole } from './log-out.ts'
import { loginPage } from './pages/login-page.ts'
import {
  administratorOfSession,
  consoleCookie,
  findRequestSession,
  sessionTokenOf,
} from './staff-guard.ts'

const Destination = Type.Object({ next: Type.Optional(Type.String({ maxLength: 2_000 })) })

const LoginForm = Type.Object({
  email: Type.Optional(Type.String({ maxLength: 254 })),
  password: Type.Optional(Type.String()),
  next: Type.Optional(Type.String({ maxLength: 2_000 })),
})

const LogoutForm = Type.Object({ csrf_token: Type.Optional(Type.String()) })

const consoleHome = '/admin/'

/** The way into the console and out of it, for browsers with or without JavaScript. */
export function loginRoutes(app: App, context: Context): void {
  app.get(
    '/admin/login/',
    { schema: { querystring: Destination, hide: true } },
    async (request, reply) => {
      const next = localPath(request.query.next, consoleHome)
      if (await findRequestSession(context, request)) return reply.redirect(next, 303)
      return sendLoginPage(context, reply, { next })
    },
  )

  app.post('/admin/login/', { schema: { body: LoginForm, hide: true } }, (request, reply) =>
    respondToLogin(context, request, reply),
  )

  app.post(
    '/admin/logout/',
    { schema: { body: LogoutForm, hide: true } },
    async (request, reply) => {
      const token = sessionTokenOf(context, request)
      const session = await findRequestSession(context, request)
      if (token !== undefined && session) {
        const given = request.body.csrf_token ?? ''
        const isProven = isSameToken(csrfTokenFor(context, token), given)
        if (!isProven || isFromElsewhere(request, context.config)) throw new ApiError('csrf_failed')
        await logOutOfConsole(context, await administratorOfSession(context, request, session))
      }
      reply.header('set-cookie', expiredCookieHeader(context.config, consoleCookie(context.config)))
      return reply.redirect('/admin/login/', 303)
    },
  )
}

type LoginRequest = FastifyRequest & { body: { email?: string; password?: string; next?: string } }

/** A page for browsers; 204 or a problem for the console itself, whose session ran out in the middle of work. */
async function respondToLogin(context: Context, request: LoginRequest, reply: FastifyReply) {
  const { email = '', password = '', next } = request.body
  const wantsData = request.headers.accept?.includes('json') ?? false
  if (isFromElsewhere(request, context.config)) throw new ApiError('csrf_failed')

  try {
    const login = { email, password, previousToken: sessionTokenOf(context, request) }
    const token = await logInToConsole(context, login, clientInfoOf(request))
    const cookie = cookieHeader(context.config, consoleCookie(context.config), token)
    reply.header('set-cookie', cookie)
    return wantsData ? reply.code(204).send() : reply.redirect(localPath(next, consoleHome), 303)
  } catch (error) {
    if (wantsData || !(error instanceof ApiError)) throw error
    return sendLoginPage(context, reply, { next: localPath(next, consoleHome), email, error })
  }
}

async function sendLoginPage(
  context: Context,
  reply: FastifyReply,
  form: { readonly next: string; readonly email?: string; readonly error?: ApiError },
) {
  const hasSuperuser = await hasActiveSuperuser(context.db)
  const brand = () => pageBrand(context)
  const canReset = context.config.canEmail
  const page = loginPage({ ...form, hasSuperuser, canReset, brand: brand() })
  return sendFormPage(reply, page, form.error)
}
