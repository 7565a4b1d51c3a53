import type { Context } from '../../context.ts'
import { clientInfoOf } from '../../http/client-info.ts'
import { errorResponses } from '../../http/error-responses.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { maxEmailLength } from '../../text/email-address.ts'
import { maxPasswordLength } from '../users/password-policy.ts'
import { register, validateRegistration } from './register.ts'

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
        description: 'Creates a user account. Log in with it afterwards.',
        tags: ['Accounts'],
        body: Registration,
        response: {
          201: Registered,
          ...errorResponses(
            'validation_failed',
            'registration_disabled',
            'overloaded',
            'not_acceptable',
            'body_unreadable',
            'unsupported_media_type',
            'body_too_large',
            'unavailable',
          ),
        },
      },
    },
    async (request, reply) => {
      reply.code(201)
      return register(context, request.body, clientInfoOf(request))
    },
  )
}
