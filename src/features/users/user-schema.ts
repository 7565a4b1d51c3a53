import { parseDateTime, toIsoString } from '../../http/date-time.ts'
import {
  DateTime,
  DateTimeOrNull,
  listOf,
  listQuery,
  nullable,
  oneOf,
} from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { permissionCatalogue } from '../permissions/permission-catalogue.ts'
import type { DescribedUser } from './describe-users.ts'
import { type UserFilter, type UserStateFilter, userOrders } from './list-users-repository.ts'
import type { UserDetail } from './read-user.ts'
import { restorableMilliseconds, stateOf, type UserState } from './user.ts'

const states = ['active', 'deactivated', 'deleted'] as const satisfies readonly UserState[]

const NamedGroup = Type.Object({
  id: Type.Integer({ description: 'Number of the group.' }),
  name: Type.String({ description: 'Name of the group.' }),
})

const userProperties = {
  id: Type.Integer({ description: 'Number of the user.' }),
  email: Type.String({ description: 'Address of the user.' }),
  username: nullable<string>('string', { description: 'Name, if one was chosen.' }),
  state: oneOf(states, 'Whether the user may log in, and why not.'),
  locked_until: DateTimeOrNull('Until when too many failed log-ins lock the account.'),
  is_active: Type.Boolean({ description: 'False: deactivated.' }),
  is_staff: Type.Boolean({ description: 'May enter the console.' }),
  is_superuser: Type.Boolean({ description: 'May do everything there.' }),
  groups: Type.Array(NamedGroup, { description: 'Groups the user is in.' }),
  active_sessions: Type.Integer({ description: 'Sessions that can still be refreshed.' }),
  created_at: DateTime('When the account was made.'),
  updated_at: DateTime('When it was last changed.'),
  last_login_at: DateTimeOrNull('When somebody last logged in to it.'),
  deactivation_reason: nullable<string>('string', { description: 'Why it was deactivated.' }),
  deactivated_until: DateTimeOrNull('When the deactivation ends by itself; null when it does not.'),
  deleted_at: DateTimeOrNull('When it was deleted.'),
  purge_after: DateTimeOrNull('Until when it can be restored.'),
  version: Type.Integer({ description: 'For If-Match; counts changes.' }),
  is_me: Type.Boolean({ description: 'Whether this is you.' }),
}

const exampleUser = {
  id: 7,
  email: 'bob@example.com',
  username: null,
  state: 'active' as const,
  locked_until: null,
  is_active: true,
  is_staff: false,
  is_superuser: false,
  groups: [{ id: 1, name: 'Support' }],
  active_sessions: 2,
  created_at: '2030-01-01T00:00:00.000Z',
  updated_at: '2030-01-01T00:00:00.000Z',
  last_login_at: null,
  deactivation_reason: null,
  deactivated_until: null,
  deleted_at: null,
  purge_after: null,
  version: 4,
  is_me: false,
}

export const UserRow = Type.Object(userProperties, { title: 'User', description: 'A user.' })

const EffectivePermission = Type.Object(
  {
    code: Type.String({ description: 'The right.' }),
    label: Type.String({ description: 'Its name for people.' }),
    origins: Type.Array(
      Type.Object({
        type: oneOf(['direct', 'group', 'superuser'], 'Where the right comes from.'),
        id: Type.Optional(Type.Integer({ description: 'Number of the group.' })),
        name: Type.Optional(Type.String({ description: 'Name of the group.' })),
      }),
      { description: 'Every way in which the user holds it.' },
    ),
  },
  { title: 'EffectivePermission' },
)

export const UserDetails = Type.Object(
  {
    ...userProperties,
    permissions: Type.Array(Type.String(), { description: 'Permissions given directly.' }),
    effective_permissions: Type.Array(EffectivePermission, {
      description: 'All permissions held.',
    }),
    failed_logins: Type.Integer({ description: 'Failures in the running window.' }),
    last_active_at: DateTimeOrNull('When they last logged in or refreshed, noted once an hour.'),
    has_usable_password: Type.Boolean({ description: 'Whether a password logs in at all.' }),
    is_last_superuser: Type.Boolean({ description: 'Whether nobody else is active superuser.' }),
  },
  {
    title: 'UserDetails',
    description: 'A user with everything about it.',
    examples: [
      {
        ...exampleUser,
        permissions: [],
        effective_permissions: [
          {
            code: 'users.view_user',
            label: 'View users',
            origins: [{ type: 'group' as const, id: 1, name: 'Support' }],
          },
        ],
        failed_logins: 0,
        last_active_at: '2030-01-02T09:00:00.000Z',
        has_usable_password: true,
        is_last_superuser: false,
      },
    ],
  },
)

/** What goes with a deactivation. */
export const deactivationFields = {
  reason: Type.Optional(
    Type.String({ maxLength: 500, description: 'Why; shown in lists and the audit log.' }),
  ),
  until: Type.Optional(
    Type.String({
      format: 'moment',
      minLength: 1,
      description: 'When it ends by itself; at most 10 years ahead.',
    }),
  ),
}

export const UserList = listOf(UserRow, exampleUser)

const moment = (description: string) =>
  Type.Optional(Type.String({ format: 'moment', description }))

export const userFilters = {
  q: Type.Optional(
    Type.String({ maxLength: 254, description: 'Beginning of email or username, or the id.' }),
  ),
  contains: Type.Optional(Type.Boolean({ description: 'Searches inside the texts too: slow.' })),
  state: Type.Optional(
    Type.Array(oneOf([...states, 'locked'], 'A state.'), {
      description:
        'States, separated by commas; `locked` are active users locked by failed log-ins.',
    }),
  ),
  is_staff: Type.Optional(Type.Boolean({ description: 'Only staff, or only others.' })),
  is_superuser: Type.Optional(Type.Boolean({ description: 'Only superusers, or only others.' })),
  group: Type.Optional(Type.Integer({ description: 'Only members of this group.' })),
  ids: Type.Optional(
    Type.Array(Type.Integer(), { maxItems: 1_000, description: 'Only these, by number.' }),
  ),
  created_after: moment('Made then or later.'),
  created_before: moment('Made before then.'),
  last_login_after: moment('Logged in then or later.'),
  last_login_before: moment('Last logged in before then.'),
  last_login: Type.Optional(oneOf(['never'], 'Only those who never logged in.')),
}

export const UserQuery = listQuery(userOrders, userFilters)

interface FilterParameters {
  readonly q?: string
  readonly contains?: boolean
  readonly state?: readonly UserStateFilter[]
  readonly is_staff?: boolean
  readonly is_superuser?: boolean
  readonly group?: number
  readonly ids?: readonly number[]
  readonly created_after?: string
  readonly created_before?: string
  readonly last_login_after?: string
  readonly last_login_before?: string
  readonly last_login?: 'never'
}

export function filterFrom(query: FilterParameters): UserFilter {
  return {
    search: query.q,
    isSubstringSearch: query.contains,
    states: query.state,
    isStaff: query.is_staff,
    isSuperuser: query.is_superuser,
    groupId: query.group,
    ids: query.ids,
    createdFrom: parseDateTime(query.created_after),
    createdTo: parseDateTime(query.created_before),
    lastLoginFrom: parseDateTime(query.last_login_after),
    lastLoginTo: parseDateTime(query.last_login_before),
    neverLoggedIn: query.last_login === 'never',
  }
}

export function rowOf({ actor }: Administrator) {
  return ({ user, groups, activeSessions, lockedUntil }: DescribedUser) => ({
    id: user.id,
    email: user.email,
    username: user.username ?? null,
    state: stateOf(user),
    locked_until: toIsoString(lockedUntil),
    is_active: user.isActive,
    is_staff: user.isStaff,
    is_superuser: user.isSuperuser,
    groups: [...groups],
    active_sessions: activeSessions,
    created_at: toIsoString(user.createdAt),
    updated_at: toIsoString(user.updatedAt),
    last_login_at: toIsoString(user.lastLoginAt),
    deactivation_reason: user.deactivationReason ?? null,
    deactivated_until: toIsoString(user.deactivatedUntil),
    deleted_at: toIsoString(user.deletedAt),
    purge_after: toIsoString(
      user.deletedAt === undefined ? undefined : user.deletedAt + restorableMilliseconds,
    ),
    version: user.version,
    is_me: user.id === actor.id,
  })
}

export function detailsOf(administrator: Administrator, detail: UserDetail) {
  return {
    ...rowOf(administrator)(detail),
    permissions: [...detail.permissions],
    effective_permissions: detail.effectivePermissions.map(({ code, origins }) => ({
      code,
      label: permissionCatalogue[code].label,
      origins: [...origins],
    })),
    failed_logins: detail.failures,
    last_active_at: toIsoString(detail.lastActiveAt),
    has_usable_password: detail.hasUsablePassword,
    is_last_superuser: detail.isLastSuperuser,
  }
}
