import type { Context } from '../../context.ts'
import { adminSecurity, readErrors, writeErrors } from '../../http/admin-schema.ts'
import { parseDateTime } from '../../http/date-time.ts'
import { expectedVersionOf, tag, withBothVersions } from '../../http/entity-tag.ts'
import { withFurtherIssues } from '../../http/further-issues.ts'
import { listBody, nullable, pageFrom } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { administratorOf } from '../permissions/route-guard.ts'
import { maxEmailLength } from '../users/email-address.ts'
import { maxPasswordLength } from '../users/password-policy.ts'
import { changeUser } from './change-user.ts'
import { createUser, validateUser } from './create-user.ts'
import { deleteUser } from './delete-user.ts'
import { countUsers, listUsers } from './list-users.ts'
import type { UserOrder } from './list-users-repository.ts'
import { describeUser, readUser } from './read-user.ts'
import { maxUsernameLength } from './user.ts'
import { detailsOf, filterFrom, rowOf, UserDetails, UserList, UserQuery } from './user-schema.ts'

export const UserId = Type.Object({
  id: Type.Integer({ minimum: 1, description: 'Number of the user.' }),
})

const email = Type.String({
  format: 'email',
  minLength: 1,
  maxLength: maxEmailLength,
  description: 'Address; one user for each.',
})
const username = nullable<string>('string', {
  maxLength: maxUsernameLength,
  description: 'Name to show.',
})
const flags = {
  is_staff: Type.Optional(Type.Boolean({ description: 'May enter the console.' })),
  is_superuser: Type.Optional(
    Type.Boolean({ description: 'May do everything; only superusers may give or take this.' }),
  ),
  is_active: Type.Optional(Type.Boolean({ description: 'False locks out and ends sessions.' })),
  groups: Type.Optional(
    Type.Array(Type.Integer(), { maxItems: 200, description: 'Numbers of all groups.' }),
  ),
  permissions: Type.Optional(
    Type.Array(Type.String(), { maxItems: 200, description: 'All permissions given directly.' }),
  ),
}

const NewUser = Type.Object(
  {
    email,
    password: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: maxPasswordLength,
        description: 'Without one nobody can log in until a password is set.',
      }),
    ),
    username: Type.Optional(username),
    ...flags,
  },
  { title: 'NewUser', examples: [{ email: 'bob@example.com', password: 'correct horse battery' }] },
)

const UserChange = Type.Object(
  {
    email: Type.Optional(email),
    username: Type.Optional(username),
    ...flags,
    deactivation_reason: Type.Optional(
      nullable<string>('string', { maxLength: 500, description: 'Why it is deactivated.' }),
    ),
    deactivated_until: Type.Optional(
      nullable<string>('string', {
        format: 'moment',
        minLength: 1,
        description: 'When the deactivation ends by itself; null: when somebody ends it.',
      }),
    ),
    version: Type.Optional(Type.Integer({ description: 'The version you saw, as If-Match.' })),
  },
  {
    title: 'UserChange',
    description: 'What to change.',
    examples: [{ is_staff: true, version: 4 }],
  },
)

/** Administration of users: the list and the single user. */
export function userRoutes(app: App, context: Context): void {
  const tags = ['Users']
  const security = adminSecurity

  app.get(
    '/users/',
    {
      config: { name: 'Users', permission: 'users.view_user' },
      schema: {
        operationId: 'listUsers',
        summary: 'List users',
        description: 'Needs users.view_user. Deleted users only when the state is asked for.',
        tags,
        security,
        querystring: UserQuery,
        response: { 200: UserList, ...readErrors('validation_failed') },
      },
    },
    async (request) => {
      const filter = filterFrom(request.query)
      const page = pageFrom<UserOrder>(request.query, '-id')
      const users = await listUsers(context, filter, page)
      const count = await countUsers(context, filter, request.query.count === 'exact')
      return listBody(users, count, { sort: page, toRow: rowOf(administratorOf(request)) })
    },
  )

  app.post(
    '/users/',
    {
      config: { name: 'Users', permission: 'users.add_user' },
      schema: {
        operationId: 'createUser',
        summary: 'Create a user',
        description:
          'Needs users.add_user; groups, permissions and the staff flag also users.change_user.',
        tags,
        security,
        body: NewUser,
        response: { 201: UserDetails, ...writeErrors('overloaded') },
      },
      errorHandler: withFurtherIssues((accepted) => validateUser(context, accepted)),
    },
    async (request, reply) => {
      const { is_staff: isStaff, is_superuser: isSuperuser, is_active: isActive } = request.body
      const { username: name, ...rest } = request.body
      const administrator = administratorOf(request)
      const user = await createUser(
        context,
        { ...rest, username: name ?? undefined, isStaff, isSuperuser, isActive },
        administrator,
      )
      reply.code(201)
      return tag(reply, detailsOf(administrator, await describeUser(context, user)))
    },
  )

  app.get(
    '/users/:id/',
    {
      config: { name: 'User', permission: 'users.view_user' },
      schema: {
        operationId: 'readUser',
        summary: 'Read a user',
        description: 'Needs users.view_user.',
        tags,
        security,
        params: UserId,
        response: { 200: UserDetails, ...readErrors('not_found') },
      },
    },
    async (request, reply) =>
      tag(reply, detailsOf(administratorOf(request), await readUser(context, request.params.id))),
  )

  app.patch(
    '/users/:id/',
    {
      config: { name: 'User', permission: 'users.change_user' },
      schema: {
        operationId: 'changeUser',
        summary: 'Change a user',
        description:
          'Needs users.change_user. Fields that are not given stay. With If-Match or `version` only if nobody else changed it.',
        tags,
        security,
        params: UserId,
        body: UserChange,
        response: {
          200: UserDetails,
          ...writeErrors('not_found', 'version_mismatch', 'last_superuser'),
        },
      },
      errorHandler: withBothUsers(context),
    },
    async (request, reply) => {
      const { body, params } = request
      const administrator = administratorOf(request)
      const change = {
        email: body.email,
        username: body.username,
        isActive: body.is_active,
        isStaff: body.is_staff,
        isSuperuser: body.is_superuser,
        deactivationReason: body.deactivation_reason,
        deactivatedUntil:
          body.deactivated_until === null ? null : parseDateTime(body.deactivated_until),
        groups: body.groups,
        permissions: body.permissions,
      }
      const expectedVersion = expectedVersionOf(request)
      const input = { userId: params.id, expectedVersion, change }
      const user = await changeUser(context, input, administrator)
      return tag(reply, detailsOf(administrator, await describeUser(context, user)))
    },
  )

  app.delete(
    '/users/:id/',
    {
      config: { name: 'User', permission: 'users.delete_user' },
      schema: {
        operationId: 'deleteUser',
        summary: 'Delete a user',
        description:
          'Needs users.delete_user. Ends its sessions; it can be restored for 30 days. For a superuser the password must be fresh.',
        tags,
        security,
        params: UserId,
        response: {
          200: UserDetails,
          ...writeErrors(
            'not_found',
            'version_mismatch',
            'last_superuser',
            'reauthentication_required',
          ),
        },
      },
      errorHandler: withBothUsers(context),
    },
    async (request, reply) => {
      const administrator = administratorOf(request)
      const target = { userId: request.params.id, expectedVersion: expectedVersionOf(request) }
      const user = await deleteUser(context, target, administrator)
      return tag(reply, detailsOf(administrator, await describeUser(context, user)))
    },
  )
}

/** Shows the user as it is now to whoever has seen another version. */
export function withBothUsers(context: Context) {
  return withBothVersions(async (request) => {
    const { id } = request.params as { id: number }
    return detailsOf(administratorOf(request), await readUser(context, id))
  })
}
