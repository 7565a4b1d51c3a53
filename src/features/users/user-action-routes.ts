import type { Static, TObject } from 'typebox'
import type { Context } from '../../context.ts'
import type { ErrorCode } from '../../errors.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { parseDateTime } from '../../text/date-time.ts'
import { adminRoute } from '../permissions/admin-route.ts'
import type { Administrator } from '../permissions/administrator.ts'
import type { PermissionCode } from '../permissions/permission-catalogue.ts'
import { activateUser, deactivateUser } from './activate-user.ts'
import { purgeUser, restoreUser } from './delete-user.ts'
import type { UserAt } from './mutate-user.ts'
import { maxPasswordLength, validateNewPassword } from './password-policy.ts'
import { revokeUserSessions } from './revoke-user-sessions.ts'
import { setPassword } from './set-password.ts'
import { unlockUser } from './unlock-user.ts'
import type { User } from './user-repository.ts'
import { userBody, userReader } from './user-routes.ts'
import { deactivationFields, UserDetails, UserId } from './user-schema.ts'

const Nothing = Type.Object({}, { description: 'Empty body.', examples: [{}] })

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
      Type.Boolean({ description: 'Whether to end all sessions of the user; true by default.' }),
    ),
  },
  { title: 'NewPassword', examples: [{ password: 'correct horse battery' }] },
)

const PasswordCandidate = Type.Object(
  {
    password: Type.String({ description: 'Password to check.' }),
    email: Type.Optional(Type.String({ description: 'Email address of its user.' })),
  },
  { title: 'PasswordCandidate', examples: [{ password: '12345678' }] },
)

const PasswordIssues = Type.Object(
  { faults: Type.Array(Type.String(), { description: 'Validation errors; empty if allowed.' }) },
  {
    title: 'PasswordIssues',
    description: 'Validation errors.',
    examples: [{ faults: ['This password is too short. It must contain at least 8 characters.'] }],
  },
)

const Revocation = Type.Object(
  {
    include_current: Type.Optional(
      Type.Boolean({ description: 'Also ends the session that makes this request.' }),
    ),
  },
  { title: 'UserSessionRevocation', examples: [{}] },
)

const Revoked = Type.Object(
  { revoked: Type.Integer({ description: 'Number of sessions that were ended.' }) },
  { title: 'RevokedSessions', description: 'Result.', examples: [{ revoked: 3 }] },
)

const Confirmation = Type.Object(
  { confirm: Type.String({ description: 'Email address of the user.' }) },
  { title: 'UserPurge', examples: [{ confirm: 'bob@example.com' }] },
)

const Purged = Type.Object(
  { purged: Type.Literal(true, { description: 'Always true.' }) },
  { title: 'PurgedUser', description: 'Deleted permanently.', examples: [{ purged: true }] },
)

interface UserAction<Body extends TObject> {
  /** Last part of the path. */
  readonly action: string
  readonly id: string
  readonly summary: string
  readonly permission: PermissionCode
  readonly body: Body
  readonly errors?: readonly ErrorCode[]
  readonly run: (target: UserAt, body: Static<Body>, administrator: Administrator) => Promise<User>
}

/** What can be done to one user, besides changing its fields. */
export function userActionRoutes(app: App, context: Context): void {
  const action = <Body extends TObject>(declaration: UserAction<Body>) =>
    userAction(app, context, declaration)

  action({
    action: 'activate',
    id: 'activateUser',
    summary: 'Reactivate a user',
    permission: 'users.change_user',
    body: Nothing,
    run: (target, _body, administrator) => activateUser(context, target, administrator),
  })
  action({
    action: 'deactivate',
    id: 'deactivateUser',
    summary: 'Deactivate a user and end all sessions',
    permission: 'users.change_user',
    body: Deactivation,
    errors: ['last_superuser'],
    run: (target, { reason, until }, administrator) =>
      deactivateUser(context, { ...target, reason, until: parseDateTime(until) }, administrator),
  })
  action({
    action: 'restore',
    id: 'restoreUser',
    summary: 'Restore a deleted user',
    permission: 'users.delete_user',
    body: Nothing,
    errors: ['conflict'],
    run: (target, _body, administrator) => restoreUser(context, target, administrator),
  })
  action({
    action: 'unlock',
    id: 'unlockUser',
    summary: 'Clear the failed logins of a user',
    permission: 'users.change_user',
    body: Nothing,
    run: ({ userId }, _body, administrator) => unlockUser(context, userId, administrator),
  })
  action({
    action: 'set-password',
    id: 'setUserPassword',
    summary: 'Set the password of a user',
    permission: 'users.change_user',
    body: NewPassword,
    errors: ['overloaded'],
    run: (target, { password, sign_out_everywhere: signOutEverywhere = true }, administrator) =>
      setPassword(context, { ...target, password, signOutEverywhere }, administrator),
  })
  checkPasswordRoute(app, context)
  revokeSessionsRoute(app, context)
  purgeRoute(app, context)
}

function userAction<Body extends TObject>(
  app: App,
  context: Context,
  { action, run, ...declaration }: UserAction<Body>,
): void {
  adminRoute(
    app,
    {
      ...declaration,
      method: 'POST',
      url: `/users/:id/${action}/`,
      name: `User: ${action}`,
      tag: 'Users',
      description: 'A request that changes nothing is not audited.',
      params: UserId,
      response: UserDetails,
      readCurrent: userReader(context),
    },
    async ({ params, body, administrator, expectedVersion }) => {
      const target = { userId: params.id, expectedVersion }
      return userBody(context, await run(target, body, administrator), administrator)
    },
  )
}

function checkPasswordRoute(app: App, context: Context): void {
  adminRoute(
    app,
    {
      method: 'POST',
      url: '/users/check-password/',
      id: 'checkPassword',
      name: 'Users: check a password',
      tag: 'Users',
      permission: 'users.view_user',
      summary: 'Check a password against the password rules',
      description: 'Nothing is stored.',
      body: PasswordCandidate,
      response: PasswordIssues,
      isReadOnly: true,
    },
    async ({ body: { password, email = '' } }) => ({
      faults: [...(await validateNewPassword(context, password, email))],
    }),
  )
}

function revokeSessionsRoute(app: App, context: Context): void {
  adminRoute(
    app,
    {
      method: 'POST',
      url: '/users/:id/revoke-sessions/',
      id: 'revokeUserSessions',
      name: 'User: revoke sessions',
      tag: 'Users',
      permission: 'sessions.revoke_session',
      summary: 'End all sessions of a user',
      description: 'The session that makes this request is kept by default.',
      params: UserId,
      body: Revocation,
      response: Revoked,
      isDestructive: true,
    },
    async ({ params, body, administrator }) => {
      const input = { userId: params.id, includeCurrent: body.include_current ?? false }
      return { revoked: await revokeUserSessions(context, input, administrator) }
    },
  )
}

function purgeRoute(app: App, context: Context): void {
  adminRoute(
    app,
    {
      method: 'POST',
      url: '/users/:id/purge/',
      id: 'purgeUser',
      name: 'User: delete permanently',
      tag: 'Users',
      permission: 'users.delete_user',
      summary: 'Permanently delete a user that is already deleted',
      description: 'Requires a recently confirmed password. Cannot be undone.',
      params: UserId,
      body: Confirmation,
      response: Purged,
      errors: ['conflict', 'reauthentication_required'],
      isDestructive: true,
    },
    async ({ params, body, administrator }) => {
      await purgeUser(context, { userId: params.id, confirmation: body.confirm }, administrator)
      return { purged: true as const }
    },
  )
}
