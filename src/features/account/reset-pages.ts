import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import { ApiError, fieldErrors } from '../../errors.ts'
import { clientInfoOf } from '../../http/client-info.ts'
import { assertOwnForm, formTokenField, formTokenSchema } from '../../http/forms/form-token.ts'
import { sendFormPage } from '../../http/forms/send-form-page.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { invalidEmailMessage, isEmailAddress } from '../../text/email-address.ts'
import { trim } from '../../text/trim.ts'
import { pageBrand } from '../settings/page-brand.ts'
import { forgetTicket, keepTicket, ticketOf } from './pages/flow-ticket.ts'
import { forgotPage } from './pages/forgot-page.ts'
import { donePage } from './pages/link-page.ts'
import { resetPage } from './pages/reset-page.ts'
import { requestPasswordReset, resetPassword } from './reset-password.ts'

const ForgotForm = Type.Object({
  email: Type.Optional(Type.String({ maxLength: 254 })),
  ...formTokenSchema,
})

const ResetForm = Type.Object({
  token: Type.Optional(Type.String({ maxLength: 200 })),
  code: Type.Optional(Type.String({ maxLength: 40 })),
  password: Type.Optional(Type.String({ maxLength: 1_000 })),
  ...formTokenSchema,
})

/** The pages on which people get back in; they work without JavaScript, but for the link. */
export function resetPages(app: App, context: Context): void {
  const brand = () => pageBrand(context)
  const hidden = { hide: true }

  app.get('/account/forgot/', { schema: hidden }, (request, reply) => {
    const formToken = formTokenField(context, request, reply)
    return sendFormPage(reply, forgotPage({ formToken, brand: brand() }))
  })
  app.post(
    '/account/forgot/',
    { schema: { ...hidden, body: ForgotForm } },
    async (request, reply) => {
      assertOwnForm(context, request)
      const email = trim(request.body.email ?? '')
      try {
        if (!isEmailAddress(email)) throw fieldErrors({ email: [invalidEmailMessage] })
        const { ticket } = await requestPasswordReset(context, email, clientInfoOf(request))
        keepTicket(context, reply, ticket)
        return reply.redirect('/account/reset/', 303)
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        const formToken = formTokenField(context, request, reply)
        return sendFormPage(reply, forgotPage({ formToken, email, error, brand: brand() }), error)
      }
    },
  )

  app.get('/account/reset/', { schema: hidden }, (request, reply) => {
    const hasTicket = ticketOf(context, request) !== undefined
    const formToken = formTokenField(context, request, reply)
    return sendFormPage(reply, resetPage({ formToken, hasTicket, brand: brand() }))
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
  assertOwnForm(context, request)
  const brand = () => pageBrand(context)
  const { token = '', code = '', password = '' } = request.body
  const ticket = ticketOf(context, request)
  const proof = token === '' ? { ticket, code } : { token }
  try {
    await resetPassword(context, proof, trim(password), clientInfoOf(request))
    forgetTicket(context, reply)
    return sendFormPage(reply, donePage(...passwordChanged, brand()))
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const hasTicket = ticket !== undefined
    const formToken = formTokenField(context, request, reply)
    const page = resetPage({ formToken, token, code, hasTicket, error, brand: brand() })
    return sendFormPage(reply, page, error)
  }
}
