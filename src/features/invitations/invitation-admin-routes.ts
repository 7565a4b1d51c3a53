import type { Context } from '../../context.ts'
import { listBody, pageFrom } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { adminRoute } from '../permissions/admin-route.ts'
import {
  InvitationBody,
  InvitationId,
  InvitationList,
  InvitationQuery,
  invitationBody,
  NewInvitation,
} from './invitation-schema.ts'
import { inviteUser } from './invite-user.ts'
import { countInvitations, listInvitations } from './read-invitations.ts'
import { revokeInvitation } from './revoke-invitation.ts'
import { sendInvitation } from './send-invitation.ts'

const every = { tag: 'Invitations', permission: 'users.add_user' } as const
const Nothing = Type.Object({}, { description: 'Empty body.', examples: [{}] })
const alsoNeeds = 'Also needs whatever the invitation grants.'

/** Management of invitations. */
export function invitationAdminRoutes(app: App, context: Context): void {
  listRoutes(app, context)
  singleInvitationRoutes(app, context)
}

function listRoutes(app: App, context: Context): void {
  adminRoute(
    app,
    {
      ...every,
      method: 'GET',
      url: '/invitations/',
      id: 'listInvitations',
      name: 'Invitations',
      summary: 'List invitations',
      description: 'They are removed 90 days after they expire.',
      query: InvitationQuery,
      response: InvitationList,
    },
    async ({ query }) => {
      const filter = { state: query.state, emailPrefix: query.q }
      const page = pageFrom<'id'>(query, '-id')
      const invitations = await listInvitations(context, filter, page)
      const count = await countInvitations(context, filter, query.count === 'exact')
      return listBody(invitations, count, { sort: page, toRow: invitationBody })
    },
  )

  adminRoute(
    app,
    {
      ...every,
      method: 'POST',
      url: '/invitations/',
      id: 'inviteUser',
      name: 'Invitations',
      summary: 'Invite a person',
      description:
        'Emails a link with which they choose a password, within seven days. Groups, permissions and is_staff also need users.change_user and whatever they grant, now and when the invitation is accepted.',
      body: NewInvitation,
      response: InvitationBody,
      status: 201,
      errors: ['email_unavailable'],
    },
    async ({ body: { is_staff: isStaff, ...request }, administrator }) =>
      invitationBody(await inviteUser(context, { ...request, isStaff }, administrator)),
  )
}

function singleInvitationRoutes(app: App, context: Context): void {
  adminRoute(
    app,
    {
      ...every,
      method: 'POST',
      url: '/invitations/:id/send/',
      id: 'sendInvitation',
      name: 'Invitation: send again',
      summary: 'Send an invitation again',
      description: `Restarts the seven days, even for an expired invitation. ${alsoNeeds}`,
      params: InvitationId,
      body: Nothing,
      response: InvitationBody,
      errors: ['conflict', 'email_unavailable'],
    },
    async ({ params, administrator }) =>
      invitationBody(await sendInvitation(context, params.id, administrator)),
  )

  adminRoute(
    app,
    {
      ...every,
      method: 'DELETE',
      url: '/invitations/:id/',
      id: 'revokeInvitation',
      name: 'Invitation',
      summary: 'Revoke an invitation',
      description: `Its links stop working. ${alsoNeeds}`,
      params: InvitationId,
      response: InvitationBody,
      errors: ['conflict'],
    },
    async ({ params, administrator }) =>
      invitationBody(await revokeInvitation(context, params.id, administrator)),
  )
}
