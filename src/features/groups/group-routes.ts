import type { Context } from '../../context.ts'
import { listBody, pageFrom } from '../../http/list-schema.ts'
import type { App } from '../../http/types.ts'
import { type AdminCall, adminRoute } from '../permissions/admin-route.ts'
import {
  changeGroup,
  createGroup,
  deleteGroup,
  permissionDifference,
  restoreGroup,
} from './change-group.ts'
import type { GroupOrder } from './group-repository.ts'
import {
  DryRunQuery,
  GroupBody,
  GroupChangeBody,
  GroupId,
  GroupList,
  GroupOrPreview,
  GroupQuery,
  groupBody,
  NewGroupBody,
} from './group-schema.ts'
import { countGroups, listGroups, readGroup } from './read-groups.ts'

type GroupCall = AdminCall<{ readonly id: number }>

const tag = 'Groups'

/** Management of groups. */
export function groupRoutes(app: App, context: Context): void {
  listGroupsRoute(app, context)
  createGroupRoute(app, context)
  singleGroupRoutes(app, context)
  deletionRoutes(app, context)
}

function listGroupsRoute(app: App, context: Context): void {
  adminRoute(
    app,
    {
      method: 'GET',
      url: '/groups/',
      id: 'listGroups',
      name: 'Groups',
      tag,
      permission: 'auth.view_group',
      summary: 'List groups',
      query: GroupQuery,
      response: GroupList,
    },
    async ({ query }) => {
      const filter = { namePrefix: query.q, includesDeleted: query.include_deleted ?? false }
      const page = pageFrom<GroupOrder>(query, 'name')
      const groups = await listGroups(context, filter, page)
      const count = await countGroups(context, filter, query.count === 'exact')
      return listBody(groups, count, { sort: page, toRow: groupBody })
    },
  )
}

function createGroupRoute(app: App, context: Context): void {
  adminRoute(
    app,
    {
      method: 'POST',
      url: '/groups/',
      id: 'createGroup',
      name: 'Groups',
      tag,
      permission: 'auth.add_group',
      summary: 'Create a group',
      description: 'Also needs every permission that the group will grant.',
      body: NewGroupBody,
      response: GroupBody,
      status: 201,
    },
    async ({ body, administrator }) => groupBody(await createGroup(context, body, administrator)),
  )
}

function singleGroupRoutes(app: App, context: Context): void {
  const group = sharedDeclaration(context)

  adminRoute(
    app,
    {
      method: 'GET',
      url: '/groups/:id/',
      id: 'readGroup',
      name: 'Group',
      tag,
      permission: 'auth.view_group',
      summary: 'Read a group',
      params: GroupId,
      response: GroupBody,
    },
    group.readCurrent,
  )

  adminRoute(
    app,
    {
      ...group,
      method: 'PATCH',
      url: '/groups/:id/',
      id: 'changeGroup',
      name: 'Group',
      permission: 'auth.change_group',
      summary: 'Change a group',
      description: 'Also needs every permission that is added or removed.',
      query: DryRunQuery,
      body: GroupChangeBody,
      response: GroupOrPreview,
    },
    async ({ params: { id: groupId }, query, body, administrator, expectedVersion }) => {
      const { name, permissions } = body
      if (query.dry_run) {
        const group = await readGroup(context, groupId)
        const difference = permissionDifference(group, { permissions })
        return { ...difference, affected_users: group.memberCount }
      }
      const input = { groupId, expectedVersion, change: { name, permissions } }
      return groupBody(await changeGroup(context, input, administrator))
    },
  )
}

function deletionRoutes(app: App, context: Context): void {
  const group = sharedDeclaration(context)

  adminRoute(
    app,
    {
      ...group,
      method: 'DELETE',
      url: '/groups/:id/',
      id: 'deleteGroup',
      name: 'Group',
      permission: 'auth.delete_group',
      summary: 'Delete a group',
      description:
        'Also needs every permission that the group grants. Members lose them at once. A deleted group can be restored.',
    },
    async (call) => groupBody(await deleteGroup(context, targetOf(call), call.administrator)),
  )

  adminRoute(
    app,
    {
      ...group,
      method: 'POST',
      url: '/groups/:id/restore/',
      id: 'restoreGroup',
      name: 'Group: restore',
      permission: 'auth.delete_group',
      summary: 'Restore a deleted group',
      description: 'Also needs every permission that the group grants.',
      errors: ['conflict'],
    },
    async (call) => groupBody(await restoreGroup(context, targetOf(call), call.administrator)),
  )
}

function sharedDeclaration(context: Context) {
  return { tag, params: GroupId, response: GroupBody, readCurrent: groupReader(context) } as const
}

function targetOf({ params, expectedVersion }: GroupCall) {
  return { groupId: params.id, expectedVersion }
}

/** Reads the group of a request as it is now. */
export function groupReader(context: Context) {
  return async ({ params }: GroupCall) => groupBody(await readGroup(context, params.id))
}
