import type { Static, TObject } from 'typebox'
import type { Context } from '../../context.ts'
import type { ErrorCode } from '../../errors.ts'
import { adminSecurity, writeErrors } from '../../http/admin-schema.ts'
import { parseDateTime } from '../../http/date-time.ts'
import { expectedVersionOf, tag } from '../../http/entity-tag.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import type { Administrator } from '../permissions/administrator.ts'
import type { PermissionCode } from '../permissions/permission-catalogue.ts'
import { administratorOf } from '../permissions/route-guard.ts'
import { maxPasswordLength } from '../users/password-policy.ts'
import { activateUser, deactivateUser } from './activate-user.ts'
import { purgeUser, restoreUser } from './delete-user.ts'
import type { UserAt } from './mutate-user.ts'
import { validateNewPassword } from './new-password.ts'
import { describeUser } from './read-user.ts'
import { revokeUserSessions } from './revoke-user-sessions.ts'
import { setPassword } from './set-password.ts'
import { unlockUser } from './unlock-user.ts'
import type { User } from './user.ts'
import { UserId, withBothUsers } from './user-routes.ts'
import { deactivationFields, detailsOf, UserDetails } from './user-schema.ts'

const Nothing = Type.Object({}, { description: 'Nothing is needed.', examples: [{}] })

const Deactivation = Type.Object(deactivationFields, {
  title: 'Deactivation',
  examples: [{ reason: 'On leave', until: '2030-02-01T00:00:00Z' }],
})

const NewPassword = Type.Object(
  {
    password: Type.String({
      minLength: 1,
      maxLength: maxPasswordLength,
      description: 'The new password.',
    }),
    sign_out_everywhere: Type.Optional(
      Type.Boolean({ description: 'Ends the sessions of the user; true unless told.' }),
    ),
  },
  { title: 'NewPassword', examples: [{ password: 'correct horse battery' }] },
)

const Candidate = Type.Object(
  {
    password: Type.String({ description: 'A password that might be chosen.' }),
    email: Type.Optional(Type.String({ description: 'Address of the user it is for.' })),
  },
  { examples: [{ password: '12345678' }] },
)

const Issues = Type.Object(
  { faults: Type.Array(Type.String(), { description: 'What speaks against it.' }) },
  {
    description: 'The verdict.',
    examples: [{ faults: ['This password is too short. It must contain at least 8 characters.'] }],
  },
)

const Revocation = Type.Object(
  {
    include_current: Type.Optional(
      Type.Boolean({ description: 'Ends the session that asks, too.' }),
    ),
  },
  { examples: [{}] },
)

const Revoked = Type.Object(
  { revoked: Type.Integer({ description: 'Sessions that ended.' }) },
  { description: 'How many.', examples: [{ revoked: 3 }] },
)

const Confirmation = Type.Object(
  { confirm: Type.String({ description: 'The email address of the user.' }) },
  { examples: [{ confirm: 'bob@example.com' }] },
)

const Purged = Type.Object(
  { purged: Type.Literal(true, { description: 'Always true.' }) },
  { description: 'It is gone.', examples: [{ purged: true }] },
)

interface UserAction<Body extends TObject> {
  readonly name: string
  readonly operationId: string
  readonly summary: string
  readonly permission: PermissionCode
  readonly body: Body
  readonly errorResponses?: readonly ErrorCode[]
  readonly act: (target: UserAt, body: Static<Body>, administrator: Administrator) => Promise<User>
}

/** What can be done to one user, besides changing its fields. */
export function userActionRoutes(app: App, context: Context): void {
  const action = <Body extends TObject>(definition: UserAction<Body>) =>
    userAction(app, context, definition)

  action({
    name: 'activate',
    operationId: 'activateUser',
    summary: 'Let a deactivated user in again',
    permission: 'users.change_user',
    body: Nothing,
    act: (target, _body, administrator) => activateUser(context, target, administrator),
  })
  action({
    name: 'deactivate',
    operationId: 'deactivateUser',
    summary: 'Lock a user out at once',
    permission: 'users.change_user',
    body: Deactivation,
    errorResponses: ['last_superuser'],
    act: (target, { reason, until }, administrator) =>
      deactivateUser(context, { ...target, reason, until: parseDateTime(until) }, administrator),
  })
  action({
    name: 'restore',
    operationId: 'restoreUser',
    summary: 'Bring a deleted user back',
    permission: 'users.delete_user',
    body: Nothing,
    act: (target, _body, administrator) => restoreUser(context, target, administrator),
  })
  action({
    name: 'unlock',
    operationId: 'unlockUser',
    summary: 'Forget the failed log-ins of a user',
    permission: 'users.change_user',
    body: Nothing,
    act: ({ userId }, _body, administrator) => unlockUser(context, userId, administrator),
  })
  action({
    name: 'set-password',
    operationId: 'setUserPassword',
    summary: 'Give a user another password',
    permission: 'users.change_user',
    body: NewPassword,
    errorResponses: ['overloaded'],
    act: (target, { password, sign_out_everywhere: signOutEverywhere = true }, administrator) =>
      setPassword(context, { ...target, password, signOutEverywhere }, administrator),
  })
  checkPasswordRoute(app, context)
  revokeSessionsRoute(app, context)
  purgeRoute(app, context)
}

function userAction<Body extends TObject>(
  app: App,
  context: Context,
  { name, operationId, summary, permission, body, errorResponses = [], act }: UserAction<Body>,
): void {
  app.post(
    `/users/:id/${name}/`,
    {
      config: { name: `User: ${name}`, permission },
      schema: {
        operationId,
        summary,
        description: `Needs ${permission}. What changes nothing leaves no trace.`,
        tags: ['Users'],
        security: adminSecurity,
        params: UserId,
        body,
        response: {
          200: UserDetails,
          ...writeErrors('not_found', 'version_mismatch', ...errorResponses),
        },
      },
      errorHandler: withBothUsers(context),
    },
    async (request, reply) => {
      const administrator = administratorOf(request)
      const target = { userId: request.params.id, expectedVersion: expectedVersionOf(request) }
      const user = await act(target, request.body as Static<Body>, administrator)
      return tag(reply, detailsOf(administrator, await describeUser(context, user)))
    },
  )
}

function checkPasswordRoute(app: App, context: Context): void {
  app.post(
    '/users/check-password/',
    {
      config: { name: 'Users: check a password', permission: 'users.view_user', isReadOnly: true },
      schema: {
        operationId: 'checkPassword',
        summary: 'What speaks against a password',
        description: 'Needs users.view_user. Stores nothing.',
        tags: ['Users'],
        security: adminSecurity,
        body: Candidate,
        response: { 200: Issues, ...writeErrors() },
      },
    },
    async ({ body: { password, email = '' } }) => ({
      faults: await validateNewPassword(context, password, email),
    }),
  )
}

function revokeSessionsRoute(app: App, context: Context): void {
  app.post(
    '/users/:id/revoke-sessions/',
    {
      config: { name: 'User: revoke sessions', permission: 'sessions.revoke_session' },
      schema: {
        operationId: 'revokeUserSessions',
        summary: 'Sign a user out everywhere',
        description: 'Needs sessions.revoke_session. The session that asks goes on unless told.',
        tags: ['Users'],
        security: adminSecurity,
        params: UserId,
        body: Revocation,
        response: { 200: Revoked, ...writeErrors('not_found') },
      },
    },
    async (request) => {
      const includeCurrent = request.body.include_current ?? false
      const input = { userId: request.params.id, includeCurrent }
      return { revoked: await revokeUserSessions(context, input, administratorOf(request)) }
    },
  )
}

function purgeRoute(app: App, context: Context): void {
  app.post(
    '/users/:id/purge/',
    {
      config: { name: 'User: remove for good', permission: 'users.delete_user' },
      schema: {
        operationId: 'purgeUser',
        summary: 'Remove a deleted user for good',
        description: 'Needs users.delete_user and a fresh password. Cannot be undone.',
        tags: ['Users'],
        security: adminSecurity,
        params: UserId,
        body: Confirmation,
        response: {
          200: Purged,
          ...writeErrors('not_found', 'conflict', 'reauthentication_required'),
        },
      },
    },
    async (request) => {
      const purge = { userId: request.params.id, confirmation: request.body.confirm }
      await purgeUser(context, purge, administratorOf(request))
      return { purged: true as const }
    },
  )
}
