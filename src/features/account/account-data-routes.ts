import { Readable } from 'node:stream'
import type { Context } from '../../context.ts'
import { clientInfoOf } from '../../http/client-info.ts'
import { errorResponses } from '../../http/error-responses.ts'
import type { App } from '../../http/types.ts'
import { toIsoString } from '../../text/date-time.ts'
import { deleteOwnAccount } from './delete-own-account.ts'
import { exportOwnData } from './export-own-data.ts'
import { everyRoute, recently } from './own-account-routes.ts'
import { AccountDeleted, AccountDeletion } from './own-account-schema.ts'
import { accessErrors, accessOf, bodyErrors } from './profile-routes.ts'

/** Everything that is stored about someone: taken away, or gone. */
export function accountDataRoutes(app: App, context: Context): void {
  app.post(
    '/me/delete/',
    {
      config: { name: 'My account: delete' },
      schema: {
        ...everyRoute,
        operationId: 'deleteOwnAccount',
        summary: 'Delete your account',
        description: `Ends all sessions. For 30 days the account can be restored, with a link that is emailed where email is configured. ${recently}`,
        body: AccountDeletion,
        response: {
          200: AccountDeleted,
          ...errorResponses(
            'last_superuser',
            'reauthentication_required',
            ...bodyErrors,
            ...accessErrors,
          ),
        },
      },
    },
    async (request) => {
      const until = await deleteOwnAccount(context, accessOf(request), clientInfoOf(request))
      return { success: 'Account deleted.' as const, restorable_until: toIsoString(until) }
    },
  )

  app.get(
    '/me/export/',
    {
      config: { name: 'My data', isFile: true },
      schema: {
        ...everyRoute,
        operationId: 'exportOwnData',
        summary: 'Export everything stored about you',
        description: `A JSON document to download. ${recently}`,
        response: {
          200: {
            description:
              'Profile, groups, permissions, sessions, known devices, emails, links and codes, invitations, audit log and account history.',
            content: {
              'application/json': { schema: { type: 'object' }, examples: exportExample },
            },
          },
          ...errorResponses('reauthentication_required', ...accessErrors),
        },
      },
    },
    async (request, reply) => {
      const text = await exportOwnData(context, accessOf(request), clientInfoOf(request))
      reply.serializer((payload: unknown) => payload as string)
      reply.headers(dataFileHeaders)
      return reply.send(Readable.from(text, { objectMode: false }))
    },
  )
}

/** Of the file with everything that is stored about a user. */
export const dataFileHeaders = {
  'content-type': 'application/json; charset=utf-8',
  'content-disposition': 'attachment; filename="my-data.json"',
}

const exportExample = {
  export: {
    value: {
      exported_at: '2030-01-01T00:00:00.000Z',
      profile: { id: 1, email: 'alice@example.com', username: null },
      groups: [],
      permissions: [],
      sessions: [],
      console_sessions: [],
      known_devices: [],
      emails: [],
      verifications: [],
      invitations: [],
      audit_log: [],
      account_history: [],
    },
  },
}
