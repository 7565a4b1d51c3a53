import type { Context } from '../../context.ts'
import { clientInfoOf } from '../../http/client-info.ts'
import { errorResponses } from '../../http/error-responses.ts'
import { withFurtherIssues } from '../../http/further-issues.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { maxEmailLength } from '../users/email-address.ts'
import { maxPasswordLength } from '../users/password-policy.ts'
import { register, validateRegistration } from './register.ts'

const Registration = Type.Object(
  {
    email: Type.String({
      format: 'email',
      minLength: 1,
      maxLength: maxEmailLength,
      description: 'Address of the new account; one account for each, whatever its case.',
    }),
    password: Type.String({
      minLength: 1,
      maxLength: maxPasswordLength,
      description: 'The new password; outer white space does not count.',
    }),
  },
  {
    title: 'Registration',
    examples: [{ email: 'alice@example.com', password: 'correct horse battery' }],
  },
)

const Registered = Type.Object(
  {
    id: Type.Integer({ description: 'Number of the account.' }),
    email: Type.String({ description: 'The address as it is kept, its domain lower-cased.' }),
  },
  {
    title: 'Registered',
    description: 'The new account.',
    examples: [{ id: 1, email: 'alice@example.com' }],
  },
)

/** Who exists: registration. */
export function accountRoutes(app: App, context: Context): void {
  app.post(
    '/register/',
    {
      config: { name: 'Register' },
      schema: {
        operationId: 'register',
        summary: 'Make an account',
        description: 'Registers an account; log in with it afterwards.',
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
      errorHandler: withFurtherIssues((accepted) => validateRegistration(context, accepted)),
    },
    async (request, reply) => {
      reply.code(201)
      return register(context, request.body, clientInfoOf(request))
    },
  )
}
