import type { FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import { adminSecurity, readErrors, writeErrors } from '../../http/admin-schema.ts'
import { expectedVersionOf, tag, withBothVersions } from '../../http/entity-tag.ts'
import { listBody, pageFrom } from '../../http/list-schema.ts'
import type { App } from '../../http/types.ts'
import { administratorOf } from '../permissions/route-guard.ts'
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

const tags = ['Groups']
const security = adminSecurity

/** Administration of groups. */
export function groupRoutes(app: App, context: Context): void {
  app.get(
    '/groups/',
    {
      config: { name: 'Groups', permission: 'auth.view_group' },
      schema: {
        operationId: 'listGroups',
        summary: 'List groups',
        description: 'Needs auth.view_group.',
        tags,
        security,
        querystring: GroupQuery,
        response: { 200: GroupList, ...readErrors('validation_failed') },
      },
    },
    async ({ query }) => {
      const filter = { namePrefix: query.q, includesDeleted: query.include_deleted ?? false }
      const page = pageFrom<GroupOrder>(query, 'name')
      const groups = await listGroups(context, filter, page)
      const count = await countGroups(context, filter, query.count === 'exact')
      return listBody(groups, count, { sort: page, toRow: groupBody })
    },
  )

  app.post(
    '/groups/',
    {
      config: { name: 'Groups', permission: 'auth.add_group' },
      schema: {
        operationId: 'createGroup',
        summary: 'Create a group',
        description: 'Needs auth.add_group, and every right that the group is to grant.',
        tags,
        security,
        body: NewGroupBody,
        response: { 201: GroupBody, ...writeErrors() },
      },
    },
    async (request, reply) => {
      reply.code(201)
      const group = await createGroup(context, request.body, administratorOf(request))
      return tag(reply, groupBody(group))
    },
  )

  app.get(
    '/groups/:id/',
    {
      config: { name: 'Group', permission: 'auth.view_group' },
      schema: {
        operationId: 'readGroup',
        summary: 'Read a group',
        description: 'Needs auth.view_group.',
        tags,
        security,
        params: GroupId,
        response: { 200: GroupBody, ...readErrors('not_found') },
      },
    },
    async (request, reply) => tag(reply, groupBody(await readGroup(context, request.params.id))),
  )

  changingRoutes(app, context)
}

function changingRoutes(app: App, context: Context): void {
  const errorHandler = withBothGroups(context)

  app.patch(
    '/groups/:id/',
    {
      config: { name: 'Group', permission: 'auth.change_group' },
      schema: {
        operationId: 'changeGroup',
        summary: 'Change a group',
        description: 'Needs auth.change_group, and every right that is added or taken away.',
        tags,
        security,
        params: GroupId,
        querystring: DryRunQuery,
        body: GroupChangeBody,
        response: { 200: GroupOrPreview, ...writeErrors('not_found', 'version_mismatch') },
      },
      errorHandler,
    },
    async (request, reply) => {
      const { id: groupId } = request.params
      const { name, permissions } = request.body
      if (request.query.dry_run) {
        const group = await readGroup(context, groupId)
        const difference = permissionDifference(group, { permissions })
        return { ...difference, affected_users: group.memberCount }
      }
      const expectedVersion = expectedVersionOf(request)
      const input = { groupId, expectedVersion, change: { name, permissions } }
      const group = await changeGroup(context, input, administratorOf(request))
      return tag(reply, groupBody(group))
    },
  )

  app.delete(
    '/groups/:id/',
    {
      config: { name: 'Group', permission: 'auth.delete_group' },
      schema: {
        operationId: 'deleteGroup',
        summary: 'Delete a group',
        description:
          'Needs auth.delete_group, and every right that the group grants. Members lose those at once; can be restored.',
        tags,
        security,
        params: GroupId,
        response: { 200: GroupBody, ...writeErrors('not_found', 'version_mismatch') },
      },
      errorHandler,
    },
    async (request, reply) => {
      const group = await deleteGroup(context, targetOf(request), administratorOf(request))
      return tag(reply, groupBody(group))
    },
  )

  app.post(
    '/groups/:id/restore/',
    {
      config: { name: 'Group: restore', permission: 'auth.delete_group' },
      schema: {
        operationId: 'restoreGroup',
        summary: 'Bring a deleted group back',
        description: 'Needs auth.delete_group, and every right that the group grants.',
        tags,
        security,
        params: GroupId,
        response: { 200: GroupBody, ...writeErrors('not_found', 'version_mismatch') },
      },
      errorHandler,
    },
    async (request, reply) => {
      const group = await restoreGroup(context, targetOf(request), administratorOf(request))
      return tag(reply, groupBody(group))
    },
  )
}

function targetOf(request: FastifyRequest) {
  const { id: groupId } = request.params as { id: number }
  return { groupId, expectedVersion: expectedVersionOf(request) }
}

/** Shows the group as it is now to whoever has seen another version. */
export function withBothGroups(context: Context) {
  return withBothVersions(async (request) =>
    groupBody(await readGroup(context, (request.params as { id: number }).id)),
  )
}
