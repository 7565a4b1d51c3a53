import type { Context } from '../../context.ts'
import { clientInfoOf } from '../../http/client-info.ts'
import { errorResponses } from '../../http/error-responses.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { maxEmailLength } from '../../text/email-address.ts'
import { maxPasswordLength } from '../users/password-policy.ts'
import { exampleTicket, proof } from './mailbox-proof-schema.ts'
import { register, validateRegistration } from './register.ts'
import { confirmRegistration, requestRegistration } from './request-registration.ts'

const Registration = Type.Object(
  {
    email: Type.String({
      format: 'email',
      minLength: 1,
      maxLength: maxEmailLength,
      description: 'Email address, not case-sensitive; unique.',
    }),
    password: Type.String({
      minLength: 1,
      maxLength: maxPasswordLength,
      description: 'Password. Leading and trailing whitespace is removed.',
    }),
  },
  {
    title: 'Registration',
    examples: [{ email: 'alice@example.com', password: 'correct horse battery' }],
  },
)

const Registered = Type.Object(
  {
    id: Type.Integer({ description: 'User ID.' }),
    email: Type.String({ description: 'Email address, its domain in lowercase.' }),
  },
  {
    title: 'Registered',
    description: 'The new account.',
    examples: [{ id: 1, email: 'alice@example.com' }],
  },
)

const RegistrationPending = Type.Object(
  {
    email: Type.String({ description: 'The address that a message was sent to.' }),
    ticket: Type.String({ description: 'Proves, together with the emailed code, who registered.' }),
    expires_in: Type.Integer({ description: 'How long the code works, in seconds.' }),
  },
  {
    title: 'RegistrationPending',
    description:
      'Where addresses have to be confirmed: the same whether or not there is an account.',
    examples: [{ email: 'alice@example.com', ticket: exampleTicket, expires_in: 600 }],
  },
)

const RegistrationProof = Type.Object(
  {
    ...proof,
    password: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: maxPasswordLength,
        description:
          'The password to choose, with `token`; with a code it is the one of the registration.',
      }),
    ),
  },
  {
    title: 'RegistrationProof',
    description: 'Either `ticket` and `code`, or `token` and `password`.',
    examples: [{ ticket: exampleTicket, code: '1234 5678' }],
  },
)

const everywhere = [
  'validation_failed',
  'overloaded',
  'not_acceptable',
  'body_unreadable',
  'unsupported_media_type',
  'body_too_large',
  'unavailable',
] as const

/** Registration. */
export function accountRoutes(app: App, context: Context): void {
  app.post(
    '/register/',
    {
      config: {
        name: 'Register',
        check: (accepted) => validateRegistration(context, accepted),
      },
      schema: {
        operationId: 'register',
        summary: 'Create an account',
        description:
          'Creates a user account. Log in with it afterwards. With EMAIL_VERIFICATION=required the account is created once the address is confirmed (202).',
        tags: ['Accounts'],
        body: Registration,
        response: {
          201: Registered,
          202: RegistrationPending,
          ...errorResponses(
            'registration_disabled',
            'too_many_attempts',
            'email_unavailable',
            ...everywhere,
          ),
        },
      },
    },
    async (request, reply) => {
      const client = clientInfoOf(request)
      if (context.settings.values.EMAIL_VERIFICATION !== 'required') {
        reply.code(201)
        return register(context, request.body, client)
      }
      const { ticket, codeExpiresInSeconds } = await requestRegistration(
        context,
        request.body,
        client,
      )
      reply.code(202)
      return { email: request.body.email, ticket, expires_in: codeExpiresInSeconds }
    },
  )

  app.post(
    '/register/confirm/',
    {
      config: { name: 'Register: confirm' },
      schema: {
        operationId: 'confirmRegistration',
        summary: 'Create the account of a confirmed address',
        description: 'Log in with it afterwards.',
        tags: ['Accounts'],
        body: RegistrationProof,
        response: {
          201: Registered,
          ...errorResponses('verification_invalid', ...everywhere),
        },
      },
    },
    async (request, reply) => {
      const { password, ...mailbox } = request.body
      reply.code(201)
      return confirmRegistration(context, mailbox, password, clientInfoOf(request))
    },
  )
}
