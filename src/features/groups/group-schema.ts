import { toIsoString } from '../../http/date-time.ts'
import { DateTime, DateTimeOrNull, listOf, listQuery } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
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
    id: Type.Integer({ description: 'Number of the group.' }),
    name: Type.String({ description: 'Its name; unique.' }),
    member_count: Type.Integer({ description: 'Users in it.' }),
    permissions: Type.Array(Type.String(), { description: 'Permissions of its members.' }),
    created_at: DateTime('When it was made.'),
    updated_at: DateTime('When it was last changed.'),
    deleted_at: DateTimeOrNull('When it was deleted.'),
    version: Type.Integer({ description: 'For If-Match; counts changes.' }),
  },
  { title: 'Group', description: 'A group.', examples: [example] },
)

export const GroupList = listOf(GroupBody, example)

export const GroupQuery = listQuery(groupOrders, {
  q: Type.Optional(Type.String({ maxLength: 150, description: 'Beginning of the name.' })),
  include_deleted: Type.Optional(Type.Boolean({ description: 'Shows deleted groups too.' })),
})

export const GroupId = Type.Object({
  id: Type.Integer({ minimum: 1, description: 'Number of the group.' }),
})

const name = Type.String({
  minLength: 1,
  maxLength: maxNameLength,
  description: 'Its name; unique.',
})
const permissions = Type.Optional(
  Type.Array(Type.String(), { maxItems: 200, description: 'All permissions of its members.' }),
)

export const NewGroupBody = Type.Object(
  { name, permissions },
  { title: 'NewGroup', examples: [{ name: 'Support', permissions: ['users.view_user'] }] },
)

export const GroupChangeBody = Type.Object(
  {
    name: Type.Optional(name),
    permissions,
    version: Type.Optional(Type.Integer({ description: 'The version you saw, as If-Match.' })),
  },
  {
    title: 'GroupChange',
    description: 'What to change.',
    examples: [{ name: 'First level support', version: 2 }],
  },
)

export const DryRunQuery = Type.Object({
  dry_run: Type.Optional(Type.Boolean({ description: 'Only says what would change.' })),
})

const Preview = Type.Object(
  {
    added: Type.Array(Type.String(), { description: 'Permissions that would come in.' }),
    removed: Type.Array(Type.String(), { description: 'Permissions that would go.' }),
    affected_users: Type.Integer({ description: 'Members whom it would reach.' }),
  },
  { title: 'GroupChangePreview' },
)

export const GroupOrPreview = Type.Union([GroupBody, Preview], {
  description: 'The group, or with `dry_run` the difference.',
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
