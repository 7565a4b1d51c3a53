import type { Context } from '../../context.ts'
import { clientInfoOf } from '../../http/client-info.ts'
import { errorResponses } from '../../http/error-responses.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { maxEmailLength } from '../../text/email-address.ts'
import { maxPasswordLength } from '../users/password-policy.ts'
import { confirmEmailChange, requestEmailChange } from './change-own-email.ts'
import { exampleTicket, proof, Ticket, token } from './mailbox-proof-schema.ts'
import { accessErrors, accessOf, bodyErrors, Profile } from './profile-routes.ts'
import { undoEmailChange } from './undo-email-change.ts'

const EmailChange = Type.Object(
  {
    email: Type.String({
      format: 'email',
      minLength: 1,
      maxLength: maxEmailLength,
      description: 'The new address.',
    }),
  },
  { title: 'EmailChange', examples: [{ email: 'alice@example.org' }] },
)

const MailboxProof = Type.Object(proof, {
  title: 'MailboxProof',
  description: 'Either `ticket` and `code`, or `token`.',
  examples: [{ ticket: exampleTicket, code: '1234 5678' }],
})

const EmailUndo = Type.Object(
  {
    token,
    password: Type.String({
      minLength: 1,
      maxLength: maxPasswordLength,
      description: 'A new password. Leading and trailing whitespace is removed.',
    }),
  },
  {
    title: 'EmailUndo',
    examples: [{ token: exampleTicket, password: 'staple correct horse' }],
  },
)

const EmailRestored = Type.Object(
  { email: Type.String({ description: 'The restored address of the account.' }) },
  {
    title: 'EmailRestored',
    description: 'The change was undone, and all sessions were ended.',
    examples: [{ email: 'alice@example.com' }],
  },
)

const everyRoute = { tags: ['Profile'], security: [{ bearer: [] }] }

/** Changing one's own address, with an access token. */
export function emailChangeRoutes(app: App, context: Context): void {
  app.post(
    '/me/email/',
    {
      config: { name: 'My email' },
      schema: {
        ...everyRoute,
        operationId: 'requestEmailChange',
        summary: 'Ask for another email address',
        description:
          'Emails the new address a link and a code, and notifies the current one. The response is the same for a taken address. You must have logged in, or confirmed your password at /api/step-up/, in the last 10 minutes.',
        body: EmailChange,
        response: {
          202: Ticket,
          ...errorResponses(
            'validation_failed',
            'reauthentication_required',
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
      const { email } = request.body
      const client = clientInfoOf(request)
      const created = await requestEmailChange(context, accessOf(request), email, client)
      reply.code(202)
      return { ticket: created.ticket, expires_in: created.codeExpiresInSeconds }
    },
  )

  app.post(
    '/me/email/confirm/',
    {
      config: { name: 'My email: new address' },
      schema: {
        ...everyRoute,
        operationId: 'confirmEmailChange',
        summary: 'Confirm the new email address',
        description: "Makes it your account's address and ends all your other sessions.",
        body: MailboxProof,
        response: {
          200: Profile,
          ...errorResponses(
            'validation_failed',
            'verification_invalid',
            ...bodyErrors,
            ...accessErrors,
          ),
        },
      },
    },
    (request) => {
      const owner = { session: accessOf(request) }
      return confirmEmailChange(context, request.body, owner, clientInfoOf(request))
    },
  )
}

/** Taking an account back from the address before; who does has no session. */
export function emailUndoRoutes(app: App, context: Context): void {
  app.post(
    '/email/undo/',
    {
      config: { name: 'Email: undo' },
      schema: {
        operationId: 'undoEmailChange',
        summary: 'Undo a change of email address',
        description:
          'Needs the link that was sent to the previous address. Sets a new password and ends all sessions.',
        tags: ['Accounts'],
        body: EmailUndo,
        response: {
          200: EmailRestored,
          ...errorResponses(
            'validation_failed',
            'verification_invalid',
            'conflict',
            'overloaded',
            'not_acceptable',
            'unavailable',
            ...bodyErrors,
          ),
        },
      },
    },
    async (request) => {
      const { token, password } = request.body
      return { email: await undoEmailChange(context, token, password, clientInfoOf(request)) }
    },
  )
}
