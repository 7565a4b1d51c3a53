import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import { ApiError, fieldErrors } from '../../errors.ts'
import { clientInfoOf } from '../../http/client-info.ts'
import { cookieHeader, cookieName, expiredCookieHeader, readCookie } from '../../http/cookie.ts'
import { sendFormPage } from '../../http/forms/send-form-page.ts'
import { isFromElsewhere } from '../../http/same-origin.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { invalidEmailMessage, isEmailAddress } from '../../text/email-address.ts'
import { trim } from '../../text/trim.ts'
import { pageBrand } from '../settings/page-brand.ts'
import { forgotPage } from './pages/forgot-page.ts'
import { donePage } from './pages/link-page.ts'
import { resetPage } from './pages/reset-page.ts'
import { requestPasswordReset, resetPassword } from './reset-password.ts'

const ForgotForm = Type.Object({ email: Type.Optional(Type.String({ maxLength: 254 })) })

const ResetForm = Type.Object({
  token: Type.Optional(Type.String({ maxLength: 200 })),
  code: Type.Optional(Type.String({ maxLength: 40 })),
  password: Type.Optional(Type.String({ maxLength: 1_000 })),
})

/** The pages on which people get back in; they work without JavaScript, but for the link. */
export function resetPages(app: App, context: Context): void {
  const brand = () => pageBrand(context)
  const hidden = { hide: true }

  app.get('/account/forgot/', { schema: hidden }, (_request, reply) =>
    sendFormPage(reply, forgotPage({ brand: brand() })),
  )
  app.post(
    '/account/forgot/',
    { schema: { ...hidden, body: ForgotForm } },
    async (request, reply) => {
      assertFromHere(context, request)
      const email = trim(request.body.email ?? '')
      try {
        if (!isEmailAddress(email)) throw fieldErrors({ email: [invalidEmailMessage] })
        const { ticket } = await requestPasswordReset(context, email, clientInfoOf(request))
        reply.header('set-cookie', cookieHeader(context.config, flowCookie(context), ticket))
        return reply.redirect('/account/reset/', 303)
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        return sendFormPage(reply, forgotPage({ email, error, brand: brand() }), error)
      }
    },
  )

  app.get('/account/reset/', { schema: hidden }, (request, reply) => {
    const hasTicket = readCookie(request, flowCookie(context)) !== undefined
    return sendFormPage(reply, resetPage({ hasTicket, brand: brand() }))
  })
  app.post('/account/reset/', { schema: { ...hidden, body: ResetForm } }, (request, reply) =>
    respondToReset(context, request, reply),
  )
}

const passwordChanged = [
  'Password changed',
  'You have been logged out everywhere. Log in with your new password.',
] as const

type ResetRequest = FastifyRequest & {
  body: { token?: string; code?: string; password?: string }
}

async function respondToReset(context: Context, request: ResetRequest, reply: FastifyReply) {
  assertFromHere(context, request)
  const { config } = context
  const brand = () => pageBrand(context)
  const { token = '', code = '', password = '' } = request.body
  const ticket = readCookie(request, flowCookie(context))
  const proof = token === '' ? { ticket, code } : { token }
  try {
    await resetPassword(context, proof, trim(password), clientInfoOf(request))
    reply.header('set-cookie', expiredCookieHeader(config, flowCookie(context)))
    return sendFormPage(reply, donePage(...passwordChanged, brand()))
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const hasTicket = ticket !== undefined
    return sendFormPage(reply, resetPage({ token, code, hasTicket, error, brand: brand() }), error)
  }
}

/** Holds the ticket of a request for a code, in the browser that asked. */
function flowCookie({ config }: Context): string {
  return cookieName(config, 'latchkey_flow')
}

function assertFromHere({ config }: Context, request: FastifyRequest): void {
  if (isFromElsewhere(request, config)) throw new ApiError('csrf_failed')
}
