import type { Context } from '../../context.ts'
import { clientInfoOf } from '../../http/client-info.ts'
import { errorResponses } from '../../http/error-responses.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { maxPasswordLength } from '../users/password-policy.ts'
import { exampleTicket, token } from './mailbox-proof-schema.ts'
import { bodyErrors } from './profile-routes.ts'
import { restoreOwnAccount } from './restore-own-account.ts'

const AccountRestoration = Type.Object(
  {
    token,
    password: Type.String({
      minLength: 1,
      maxLength: maxPasswordLength,
      description: 'The password of the account; users who had none choose one.',
    }),
  },
  {
    title: 'AccountRestoration',
    examples: [{ token: exampleTicket, password: 'correct horse battery' }],
  },
)

const AccountRestored = Type.Object(
  { email: Type.String({ description: 'Email address to log in with.' }) },
  {
    title: 'AccountRestored',
    description: 'The account is restored; log in.',
    examples: [{ email: 'alice@example.com' }],
  },
)

/** Restoring one's own deleted account; who does has no session. */
export function restoreRoutes(app: App, context: Context): void {
  app.post(
    '/me/restore/',
    {
      config: { name: 'My account: restore' },
      schema: {
        operationId: 'restoreOwnAccount',
        summary: 'Restore your deleted account',
        description:
          'With the link of the email about the deletion, which works for 30 days. A wrong password counts as a failed login.',
        tags: ['Accounts'],
        body: AccountRestoration,
        response: {
          200: AccountRestored,
          ...errorResponses(
            'validation_failed',
            'verification_invalid',
            'too_many_attempts',
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
      return { email: await restoreOwnAccount(context, token, password, clientInfoOf(request)) }
    },
  )
}
