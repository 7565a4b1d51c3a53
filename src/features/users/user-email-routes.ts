import type { Context } from '../../context.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { adminRoute } from '../permissions/admin-route.ts'
import { sendConfirmationTo, sendReset } from './send-link.ts'
import { userBody } from './user-routes.ts'
import { UserDetails, UserId } from './user-schema.ts'

const Nothing = Type.Object({}, { description: 'Empty body.', examples: [{}] })

const every = {
  method: 'POST',
  tag: 'Users',
  permission: 'users.change_user',
  params: UserId,
  body: Nothing,
  response: UserDetails,
  errors: ['conflict', 'email_unavailable'],
} as const

/** Emails that administrators send to users. */
export function userEmailRoutes(app: App, context: Context): void {
  adminRoute(
    app,
    {
      ...every,
      url: '/users/:id/send-reset/',
      id: 'sendPasswordReset',
      name: 'User: send a reset link',
      summary: 'Email a user a link to choose a new password',
      description: 'Only the user sees the link.',
    },
    async ({ params, administrator }) =>
      userBody(context, await sendReset(context, params.id, administrator), administrator),
  )

  adminRoute(
    app,
    {
      ...every,
      url: '/users/:id/send-confirmation/',
      id: 'sendEmailConfirmation',
      name: 'User: send a confirmation link',
      summary: 'Email a user a link to confirm their address',
      description: 'The link also needs the password of the user.',
    },
    async ({ params, administrator }) =>
      userBody(context, await sendConfirmationTo(context, params.id, administrator), administrator),
  )
}
