import type { Context } from '../../context.ts'
import { clientInfoOf } from '../../http/client-info.ts'
import { errorResponses } from '../../http/error-responses.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { maxEmailLength } from '../../text/email-address.ts'
import { maxPasswordLength } from '../users/password-policy.ts'
import { exampleTicket, proof, Ticket } from './mailbox-proof-schema.ts'
import { PasswordChanged } from './own-account-schema.ts'
import { bodyErrors } from './profile-routes.ts'
import { checkPasswordReset, requestPasswordReset, resetPassword } from './reset-password.ts'

const Request = Type.Object(
  {
    email: Type.String({
      format: 'email',
      minLength: 1,
      maxLength: maxEmailLength,
      description: 'Email address of the account.',
    }),
  },
  { title: 'PasswordResetRequest', examples: [{ email: 'alice@example.com' }] },
)

const Proof = Type.Object(proof, {
  title: 'PasswordResetProof',
  description: 'Either `token`, or `ticket` and `code`.',
  examples: [{ ticket: exampleTicket, code: '1234 5678' }],
})

const Confirmation = Type.Object(
  {
    ...proof,
    password: Type.String({
      minLength: 1,
      maxLength: maxPasswordLength,
      description: 'The new password.',
    }),
  },
  {
    title: 'PasswordReset',
    description: 'Either `token`, or `ticket` and `code`, with the new password.',
    examples: [
      {
        ticket: exampleTicket,
        code: '1234 5678',
        password: 'staple correct horse',
      },
    ],
  },
)

const Owner = Type.Object(
  {
    email: Type.String({ description: 'Whose password it is.' }),
    expires_in: Type.Integer({ description: 'How long the link works, in seconds.' }),
  },
  {
    title: 'PasswordResetOwner',
    description: 'Whose password can be reset.',
    examples: [{ email: 'alice@example.com', expires_in: 1_500 }],
  },
)

const everywhere = ['validation_failed', 'not_acceptable', 'unavailable', ...bodyErrors] as const
const tags = ['Accounts']

/** Getting back in without the password. */
export function passwordResetRoutes(app: App, context: Context): void {
  app.post(
    '/password/reset/',
    {
      config: { name: 'Reset a password' },
      schema: {
        operationId: 'requestPasswordReset',
        summary: 'Email a link and a code for a new password',
        description: 'Responds the same for every address, whether or not it has an account.',
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
      const created = await requestPasswordReset(context, request.body.email, client)
      reply.code(202)
      return { ticket: created.ticket, expires_in: created.codeExpiresInSeconds }
    },
  )

  app.post(
    '/password/reset/check/',
    {
      config: { name: 'Reset a password: check' },
      schema: {
        operationId: 'checkPasswordReset',
        summary: 'See whose password a link or code resets',
        description: 'Does not use the link or code, but a wrong code counts as a failed attempt.',
        tags,
        body: Proof,
        response: { 200: Owner, ...errorResponses('verification_invalid', ...everywhere) },
      },
    },
    async (request) => {
      const { email, expiresInSeconds } = await checkPasswordReset(context, request.body)
      return { email, expires_in: expiresInSeconds }
    },
  )

  app.post(
    '/password/reset/confirm/',
    {
      config: { name: 'Reset a password: confirm' },
      schema: {
        operationId: 'confirmPasswordReset',
        summary: 'Set the new password',
        description: 'Ends all sessions without opening a new one; log in afterwards.',
        tags,
        body: Confirmation,
        response: {
          200: PasswordChanged,
          ...errorResponses('verification_invalid', 'overloaded', ...everywhere),
        },
      },
    },
    async (request) => {
      const { password, ...proof } = request.body
      await resetPassword(context, proof, password, clientInfoOf(request))
      return { success: 'Password changed.' as const }
    },
  )
}
