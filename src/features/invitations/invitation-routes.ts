import type { Context } from '../../context.ts'
import { clientInfoOf } from '../../http/client-info.ts'
import { errorResponses } from '../../http/error-responses.ts'
import type { App } from '../../http/types.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { Acceptance, Accepted } from './invitation-schema.ts'

/** Accepting an invitation; who does has no account yet. */
export function invitationRoutes(app: App, context: Context): void {
  app.post(
    '/invitations/accept/',
    {
      config: { name: 'Accept an invitation' },
      schema: {
        operationId: 'acceptInvitation',
        summary: 'Accept an invitation',
        description: 'Creates the account with its address confirmed. Log in afterwards.',
        tags: ['Accounts'],
        body: Acceptance,
        response: {
          201: Accepted,
          ...errorResponses(
            'validation_failed',
            'verification_invalid',
            'conflict',
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
      return acceptInvitation(context, request.body, clientInfoOf(request))
    },
  )
}
