import type { Context } from '../../context.ts'
import { listBody, pageFrom } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { adminRoute } from '../permissions/admin-route.ts'
import { assertPermission } from '../permissions/administrator.ts'
import { countUsers, listUsers } from '../users/list-users.ts'
import { filterFrom, UserQuery } from '../users/user-filter-schema.ts'
import type { UserOrder } from '../users/user-list-repository.ts'
import { rowOf, UserList } from '../users/user-schema.ts'
import { changeMembers } from './change-members.ts'
import { groupReader } from './group-routes.ts'
import { GroupBody, GroupId, groupBody } from './group-schema.ts'
import { readGroup } from './read-groups.ts'

const ids = (description: string) =>
  Type.Optional(Type.Array(Type.Integer(), { maxItems: 1_000, description }))

const MembersChange = Type.Object(
  { add: ids('IDs of users to add.'), remove: ids('IDs of users to remove.') },
  { title: 'GroupMembersChange', examples: [{ add: [7], remove: [8] }] },
)

/** Management of the members of a group. */
export function memberRoutes(app: App, context: Context): void {
  const everyRoute = {
    url: '/groups/:id/members/',
    name: 'Group: members',
    tag: 'Groups',
    params: GroupId,
  }

  adminRoute(
    app,
    {
      ...everyRoute,
      method: 'GET',
      id: 'listMembers',
      permission: 'auth.view_group',
      summary: 'List the members of a group',
      description: 'Also needs users.view_user. Takes the filters of the list of users.',
      query: UserQuery,
      response: UserList,
    },
    async ({ params, query, administrator }) => {
      assertPermission(administrator, 'users.view_user')
      const { id: groupId } = await readGroup(context, params.id)
      const filter = { ...filterFrom(query), groupId }
      const page = pageFrom<UserOrder>(query, 'email')
      const users = await listUsers(context, filter, page)
      const count = await countUsers(context, filter, query.count === 'exact')
      return listBody(users, count, { sort: page, toRow: rowOf(administrator) })
    },
  )

  adminRoute(
    app,
    {
      ...everyRoute,
      method: 'POST',
      id: 'changeMembers',
      permission: 'auth.change_group',
      summary: 'Add and remove members of a group',
      description: 'Also needs every permission that the group grants.',
      body: MembersChange,
      response: GroupBody,
      readCurrent: groupReader(context),
    },
    async ({ params, body: { add = [], remove = [] }, administrator, expectedVersion }) => {
      const change = { groupId: params.id, expectedVersion, add, remove }
      return groupBody(await changeMembers(context, change, administrator))
    },
  )
}
