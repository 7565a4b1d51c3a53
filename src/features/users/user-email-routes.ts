import type { Context } from '../../context.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { adminRoute } from '../permissions/admin-route.ts'
import { sendReset } from './send-reset.ts'
import { userBody } from './user-routes.ts'
import { UserDetails, UserId } from './user-schema.ts'

const Nothing = Type.Object({}, { description: 'Empty body.', examples: [{}] })

/** Emails that administrators send to users. */
export function userEmailRoutes(app: App, context: Context): void {
  adminRoute(
    app,
    {
      method: 'POST',
      url: '/users/:id/send-reset/',
      id: 'sendPasswordReset',
      name: 'User: send a reset link',
      tag: 'Users',
      permission: 'users.change_user',
      summary: 'Email a user a link to choose a new password',
      description: 'Nobody but the user sees the link.',
      params: UserId,
      body: Nothing,
      response: UserDetails,
      errors: ['conflict', 'email_unavailable'],
    },
    async ({ params, administrator }) =>
      userBody(context, await sendReset(context, params.id, administrator), administrator),
  )
}
