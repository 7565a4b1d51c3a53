import { listOf, listQuery } from '../../http/list-schema.ts'
import { DateTime, DateTimeOrNull, idOf, Type } from '../../http/schema.ts'
import { toIsoString } from '../../text/date-time.ts'
import { type Group, maxNameLength } from './group.ts'
import { groupOrders } from './group-repository.ts'

const example = {
  id: 1,
  name: 'Support',
  member_count: 31,
  permissions: ['users.view_user', 'sessions.view_session'],
  created_at: '2030-01-01T00:00:00.000Z',
  updated_at: '2030-01-01T00:00:00.000Z',
  deleted_at: null,
  version: 2,
}

export const GroupBody = Type.Object(
  {
    id: Type.Integer({ description: 'Group ID.' }),
    name: Type.String({ description: 'Group name; unique.' }),
    member_count: Type.Integer({ description: 'Number of members.' }),
    permissions: Type.Array(Type.String(), { description: 'Permissions granted to members.' }),
    created_at: DateTime('When the group was created.'),
    updated_at: DateTime('When the group was last changed.'),
    deleted_at: DateTimeOrNull('When the group was deleted.'),
    version: Type.Integer({ description: 'Version, for If-Match.' }),
  },
  { title: 'Group', description: 'A group.', examples: [example] },
)

export const GroupList = listOf(GroupBody, example)

export const GroupQuery = listQuery(groupOrders, {
  q: Type.Optional(Type.String({ maxLength: 150, description: 'Prefix of the name.' })),
  include_deleted: Type.Optional(Type.Boolean({ description: 'Includes deleted groups.' })),
})

export const GroupId = idOf('group')

const name = Type.String({
  minLength: 1,
  maxLength: maxNameLength,
  description: 'Group name; unique.',
})
const permissions = Type.Optional(
  Type.Array(Type.String(), { maxItems: 200, description: 'All permissions granted to members.' }),
)

export const NewGroupBody = Type.Object(
  { name, permissions },
  { title: 'NewGroup', examples: [{ name: 'Support', permissions: ['users.view_user'] }] },
)

export const GroupChangeBody = Type.Object(
  {
    name: Type.Optional(name),
    permissions,
    version: Type.Optional(
      Type.Integer({ description: 'Expected version; the alternative to If-Match.' }),
    ),
  },
  {
    title: 'GroupChange',
    description: 'Fields to change.',
    examples: [{ name: 'First level support', version: 2 }],
  },
)

export const DryRunQuery = Type.Object({
  dry_run: Type.Optional(
    Type.Boolean({ description: 'Changes nothing; returns what would change.' }),
  ),
})

const Preview = Type.Object(
  {
    added: Type.Array(Type.String(), { description: 'Permissions that would be added.' }),
    removed: Type.Array(Type.String(), { description: 'Permissions that would be removed.' }),
    affected_users: Type.Integer({ description: 'Number of members affected.' }),
  },
  { title: 'GroupChangePreview' },
)

export const GroupOrPreview = Type.Union([GroupBody, Preview], {
  description: 'The group, or for a dry run the difference.',
  examples: [example],
})

export function groupBody(group: Group) {
  return {
    id: group.id,
    name: group.name,
    member_count: group.memberCount,
    permissions: [...group.permissions],
    created_at: toIsoString(group.createdAt),
    updated_at: toIsoString(group.updatedAt),
    deleted_at: toIsoString(group.deletedAt),
    version: group.version,
  }
}
