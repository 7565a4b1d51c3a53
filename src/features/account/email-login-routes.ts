import type { Context } from '../../context.ts'
import { clientInfoOf } from '../../http/client-info.ts'
import { errorResponses } from '../../http/error-responses.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { maxEmailLength } from '../../text/email-address.ts'
import { TokenPairBody } from '../sessions/session-routes.ts'
import { logInByEmail, requestEmailLogin } from './log-in-by-email.ts'
import { exampleTicket, Ticket } from './mailbox-proof-schema.ts'
import { bodyErrors } from './profile-routes.ts'

const Request = Type.Object(
  {
    email: Type.String({
      format: 'email',
      minLength: 1,
      maxLength: maxEmailLength,
      description: 'Email address of the account.',
    }),
  },
  { title: 'EmailLoginRequest', examples: [{ email: 'alice@example.com' }] },
)

const Proof = Type.Object(
  {
    ticket: Type.String({ maxLength: 200, description: 'The ticket of the request.' }),
    code: Type.String({ maxLength: 40, description: 'The emailed code; spaces are ignored.' }),
  },
  { title: 'EmailLogin', examples: [{ ticket: exampleTicket, code: '1234 5678' }] },
)

const everywhere = [
  'validation_failed',
  'not_found',
  'not_acceptable',
  'unavailable',
  ...bodyErrors,
] as const
const tags = ['Sessions']

/** Logging in without a password. */
export function emailLoginRoutes(app: App, context: Context): void {
  app.post(
    '/login/email/',
    {
      config: { name: 'Log in by email' },
      schema: {
        operationId: 'requestEmailLogin',
        summary: 'Email a code to log in with',
        description:
          'Responds the same for every address. 404 unless the setting EMAIL_LOGIN allows it.',
        tags,
        body: Request,
        response: {
          202: Ticket,
          ...errorResponses('too_many_attempts', 'email_unavailable', ...everywhere),
        },
      },
    },
    async (request, reply) => {
      const client = clientInfoOf(request)
      const created = await requestEmailLogin(context, request.body.email, client)
      reply.code(202)
      return { ticket: created.ticket, expires_in: created.codeExpiresInSeconds }
    },
  )

  app.post(
    '/login/email/confirm/',
    {
      config: { name: 'Log in by email: confirm' },
      schema: {
        operationId: 'logInByEmail',
        summary: 'Log in with the emailed code',
        description: 'Opens a session, like a login with the password.',
        tags,
        body: Proof,
        response: { 200: TokenPairBody, ...errorResponses('verification_invalid', ...everywhere) },
      },
    },
    (request) => logInByEmail(context, request.body, clientInfoOf(request)),
  )
}
