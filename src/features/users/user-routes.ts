import type { Context } from '../../context.ts'
import { listBody, pageFrom } from '../../http/list-schema.ts'
import { oneOf, Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { parseDateTime } from '../../text/date-time.ts'
import { type AdminCall, adminRoute } from '../permissions/admin-route.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { exportRoute } from '../permissions/export-route.ts'
import { changeUser } from './change-user.ts'
import { createUser, validateUser } from './create-user.ts'
import { deleteUser } from './delete-user.ts'
import { exportUsers, userColumns } from './export-users.ts'
import { countUsers, listUsers } from './list-users.ts'
import { describeUser, readUser } from './read-user.ts'
import { NewUser, UserChange } from './user-body-schema.ts'
import { filterFrom, UserQuery, userFilters } from './user-filter-schema.ts'
import { type UserOrder, userOrders } from './user-list-repository.ts'
import type { User } from './user-repository.ts'
import { detailsOf, rowOf, UserDetails, UserId, UserList } from './user-schema.ts'

const tag = 'Users'

/** Management of users: the list and single users. */
export function userRoutes(app: App, context: Context): void {
  listUsersRoute(app, context)
  createUserRoute(app, context)
  singleUserRoutes(app, context)
  exportUsersRoute(app, context)
}

function listUsersRoute(app: App, context: Context): void {
  adminRoute(
    app,
    {
      method: 'GET',
      url: '/users/',
      id: 'listUsers',
      name: 'Users',
      tag,
      permission: 'users.view_user',
      summary: 'List users',
      description: 'Deleted users are listed only with `state=deleted`.',
      query: UserQuery,
      response: UserList,
    },
    async ({ query, administrator }) => {
      const filter = filterFrom(query)
      const page = pageFrom<UserOrder>(query, '-id')
      const users = await listUsers(context, filter, page)
      const count = await countUsers(context, filter, query.count === 'exact')
      return listBody(users, count, { sort: page, toRow: rowOf(administrator) })
    },
  )
}

function createUserRoute(app: App, context: Context): void {
  adminRoute(
    app,
    {
      method: 'POST',
      url: '/users/',
      id: 'createUser',
      name: 'Users',
      tag,
      permission: 'users.add_user',
      summary: 'Create a user',
      description: 'Setting groups, permissions or is_staff also needs users.change_user.',
      body: NewUser,
      response: UserDetails,
      status: 201,
      errors: ['overloaded'],
      check: (accepted) => validateUser(context, accepted),
    },
    async ({ body, administrator }) => {
      const { is_staff: isStaff, is_superuser: isSuperuser, is_active: isActive } = body
      const { username: name, ...rest } = body
      const user = await createUser(
        context,
        { ...rest, username: name ?? undefined, isStaff, isSuperuser, isActive },
        administrator,
      )
      return userBody(context, user, administrator)
    },
  )
}

function singleUserRoutes(app: App, context: Context): void {
  const user = {
    url: '/users/:id/',
    name: 'User',
    tag,
    params: UserId,
    response: UserDetails,
  } as const
  const readCurrent = userReader(context)

  adminRoute(
    app,
    {
      ...user,
      method: 'GET',
      id: 'readUser',
      permission: 'users.view_user',
      summary: 'Read a user',
    },
    readCurrent,
  )

  adminRoute(
    app,
    {
      ...user,
      method: 'PATCH',
      id: 'changeUser',
      permission: 'users.change_user',
      summary: 'Change a user',
      description:
        'Omitted fields do not change. With If-Match or `version`, the request fails if someone else has changed the user.',
      body: UserChange,
      errors: ['last_superuser'],
      readCurrent,
    },
    async ({ params, body, administrator, expectedVersion }) => {
      const { deactivated_until: until } = body
      const change = {
        email: body.email,
        username: body.username,
        isActive: body.is_active,
        isStaff: body.is_staff,
        isSuperuser: body.is_superuser,
        deactivationReason: body.deactivation_reason,
        deactivatedUntil: until === null ? null : parseDateTime(until),
        groups: body.groups,
        permissions: body.permissions,
      }
      const input = { userId: params.id, expectedVersion, change }
      return userBody(context, await changeUser(context, input, administrator), administrator)
    },
  )

  adminRoute(
    app,
    {
      ...user,
      method: 'DELETE',
      id: 'deleteUser',
      permission: 'users.delete_user',
      summary: 'Delete a user',
      description:
        'Ends all sessions. The user can be restored for 30 days. Deleting a superuser requires a recently confirmed password.',
      errors: ['last_superuser', 'reauthentication_required'],
      readCurrent,
    },
    async ({ params, administrator, expectedVersion }) => {
      const target = { userId: params.id, expectedVersion }
      return userBody(context, await deleteUser(context, target, administrator), administrator)
    },
  )
}

const sorts = userOrders.flatMap((order): (UserOrder | `-${UserOrder}`)[] => [order, `-${order}`])

function exportUsersRoute(app: App, context: Context): void {
  exportRoute(
    app,
    {
      url: '/users/export',
      id: 'exportUsers',
      name: 'Users: export',
      tag,
      permission: 'users.view_user',
      summary: 'Export users as CSV or JSON Lines',
      description:
        'Takes the filters and the order of the list. Streams every row; `X-Row-Count` is their number.',
      file: 'users',
      filters: { ...userFilters, sort: Type.Optional(oneOf(sorts, 'Sort order.')) },
      ...userColumns,
    },
    ({ query, administrator }) => {
      const order = pageFrom<UserOrder>(query, '-id')
      const input = { filter: filterFrom(query), order, isCsv: query.format !== 'jsonl' }
      return exportUsers(context, input, administrator)
    },
  )
}

/** A user with everything about it, as this administrator sees it. */
export async function userBody(context: Context, user: User, administrator: Administrator) {
  return detailsOf(administrator, await describeUser(context, user))
}

/** Reads the user of a request as it is now. */
export function userReader(context: Context) {
  return async ({ params, administrator }: AdminCall<{ readonly id: number }>) =>
    detailsOf(administrator, await readUser(context, params.id))
}
