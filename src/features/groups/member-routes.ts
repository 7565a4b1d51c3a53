import type { Context } from '../../context.ts'
import { adminSecurity, readErrors, writeErrors } from '../../http/admin-schema.ts'
import { expectedVersionOf } from '../../http/entity-tag.ts'
import { listBody, pageFrom } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { assertPermission } from '../permissions/administrator.ts'
import { administratorOf } from '../permissions/route-guard.ts'
import { countUsers, listUsers } from '../users/list-users.ts'
import type { UserOrder } from '../users/list-users-repository.ts'
import { filterFrom, rowOf, UserList, UserQuery } from '../users/user-schema.ts'
import { changeMembers } from './change-members.ts'
import { withBothGroups } from './group-routes.ts'
import { GroupBody, GroupId, groupBody } from './group-schema.ts'

const ids = (description: string) =>
  Type.Optional(Type.Array(Type.Integer(), { maxItems: 1_000, description }))

const MembersChange = Type.Object(
  { add: ids('Users to put in, by number.'), remove: ids('Users to take out.') },
  { title: 'GroupMembersChange', examples: [{ add: [7], remove: [8] }] },
)

/** Who is in a group. */
export function memberRoutes(app: App, context: Context): void {
  const tags = ['Groups']
  const security = adminSecurity

  app.get(
    '/groups/:id/members/',
    {
      config: { name: 'Group: members', permission: 'auth.view_group' },
      schema: {
        operationId: 'listMembers',
        summary: 'List the members of a group',
        description: 'Needs auth.view_group and users.view_user. Filters as in the list of users.',
        tags,
        security,
        params: GroupId,
        querystring: UserQuery,
        response: { 200: UserList, ...readErrors('validation_failed') },
      },
    },
    async (request) => {
      const administrator = administratorOf(request)
      assertPermission(administrator, 'users.view_user')
      const filter = { ...filterFrom(request.query), groupId: request.params.id }
      const page = pageFrom<UserOrder>(request.query, 'email')
      const users = await listUsers(context, filter, page)
      const count = await countUsers(context, filter, request.query.count === 'exact')
      return listBody(users, count, { sort: page, toRow: rowOf(administrator) })
    },
  )

  app.post(
    '/groups/:id/members/',
    {
      config: { name: 'Group: members', permission: 'auth.change_group' },
      schema: {
        operationId: 'changeMembers',
        summary: 'Put users into a group, or take them out',
        description: 'Needs auth.change_group, and every right that the group grants.',
        tags,
        security,
        params: GroupId,
        body: MembersChange,
        response: { 200: GroupBody, ...writeErrors('not_found', 'version_mismatch') },
      },
      errorHandler: withBothGroups(context),
    },
    async (request) => {
      const { add = [], remove = [] } = request.body
      const expectedVersion = expectedVersionOf(request)
      const change = { groupId: request.params.id, expectedVersion, add, remove }
      return groupBody(await changeMembers(context, change, administratorOf(request)))
    },
  )
}
