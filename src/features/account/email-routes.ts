import type { Context } from '../../context.ts'
import { clientInfoOf } from '../../http/client-info.ts'
import { errorResponses } from '../../http/error-responses.ts'
import { Type } from '../../http/schema.ts'
import type { App, Guard } from '../../http/types.ts'
import { confirmEmail, requestEmailConfirmation } from './confirm-email.ts'
import { exampleTicket, proof, Ticket } from './mailbox-proof-schema.ts'
import { accessErrors, accessOf, bodyErrors } from './profile-routes.ts'

const EmailProof = Type.Object(
  {
    ...proof,
    password: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'The password of the account, with `token` and without an access token.',
      }),
    ),
  },
  {
    title: 'EmailProof',
    description: 'Either `ticket` and `code`, or `token` with your access token or password.',
    examples: [{ ticket: exampleTicket, code: '1234 5678' }],
  },
)

const EmailConfirmed = Type.Object(
  {
    email: Type.String({ description: 'The confirmed address.' }),
    email_verified: Type.Literal(true, { description: 'Always true.' }),
  },
  {
    title: 'EmailConfirmed',
    description: 'The address is confirmed.',
    examples: [{ email: 'alice@example.com', email_verified: true as const }],
  },
)

const security = [{ bearer: [] }]

/** Asking for the message that confirms one's address, with an access token. */
export function emailRequestRoutes(app: App, context: Context): void {
  app.post(
    '/email/confirm/send/',
    {
      config: { name: 'My email: confirm' },
      schema: {
        operationId: 'requestEmailConfirmation',
        summary: 'Email a link and a code to confirm your address',
        description:
          'At most five messages an hour, a minute apart; further ones are dropped silently.',
        tags: ['Profile'],
        security,
        response: {
          202: Ticket,
          ...errorResponses(
            'too_many_attempts',
            'overloaded',
            'email_unavailable',
            ...bodyErrors,
            ...accessErrors,
          ),
        },
      },
    },
    async (request, reply) => {
      const client = clientInfoOf(request)
      const created = await requestEmailConfirmation(context, accessOf(request), client)
      reply.code(202)
      return { ticket: created.ticket, expires_in: created.codeExpiresInSeconds }
    },
  )
}

/** Confirming an address: an access token is looked at where there is one. */
export function emailConfirmationRoutes(app: App, context: Context, bearer: Guard): void {
  app.post(
    '/email/confirm/',
    {
      config: { name: 'Email: confirm' },
      schema: {
        operationId: 'confirmEmail',
        summary: 'Confirm an email address',
        description: 'A link also needs your access token or password; a code needs its ticket.',
        tags: ['Accounts'],
        body: EmailProof,
        response: {
          200: EmailConfirmed,
          ...errorResponses(
            'validation_failed',
            'verification_invalid',
            'too_many_attempts',
            'overloaded',
            ...bodyErrors,
            ...accessErrors,
          ),
        },
      },
    },
    async (request) => {
      if (request.headers.authorization !== undefined) await bearer(request)
      const { password, ...mailbox } = request.body
      const who = { owner: request.access, password }
      const email = await confirmEmail(context, mailbox, who, clientInfoOf(request))
      return { email, email_verified: true as const }
    },
  )
}
