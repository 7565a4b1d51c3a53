import { listOf } from '../../http/list-schema.ts'
import { DateTime, DateTimeOrNull, idOf, nullable, oneOf, Type } from '../../http/schema.ts'
import { toIsoString } from '../../text/date-time.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { permissionCatalogue } from '../permissions/permission-catalogue.ts'
import type { DescribedUser } from './list-users.ts'
import type { UserDetail } from './read-user.ts'
import { restorableMilliseconds, stateOf } from './user.ts'
import type { UserState } from './user-list-repository.ts'

const states = ['active', 'deactivated', 'deleted'] as const satisfies readonly UserState[]

export const UserId = idOf('user')

const NamedGroup = Type.Object({
  id: Type.Integer({ description: 'Group ID.' }),
  name: Type.String({ description: 'Group name.' }),
})

const userProperties = {
  id: Type.Integer({ description: 'User ID.' }),
  email: Type.String({ description: 'Email address.' }),
  email_verified_at: DateTimeOrNull(
    'When the user proved that the address is theirs; null: not yet.',
  ),
  username: nullable<string>('string', { description: 'Username.' }),
  state: oneOf(states, 'User state.'),
  locked_until: DateTimeOrNull('When the lock after too many failed logins ends.'),
  is_active: Type.Boolean({ description: 'False if deactivated.' }),
  is_staff: Type.Boolean({ description: 'Whether the user may use the console.' }),
  is_superuser: Type.Boolean({ description: 'Whether the user has all permissions.' }),
  groups: Type.Array(NamedGroup, { description: 'Groups.' }),
  active_sessions: Type.Integer({ description: 'Number of active sessions.' }),
  created_at: DateTime('When the user was created.'),
  updated_at: DateTime('When the user was last changed.'),
  last_login_at: DateTimeOrNull('Last login.'),
  deactivation_reason: nullable<string>('string', { description: 'Reason for the deactivation.' }),
  deactivated_until: DateTimeOrNull('When the deactivation ends automatically; null: never.'),
  deleted_at: DateTimeOrNull('When the user was deleted.'),
  purge_after: DateTimeOrNull('Until when the user can be restored.'),
  version: Type.Integer({ description: 'Version, for If-Match.' }),
  is_me: Type.Boolean({ description: 'Whether this is you.' }),
}

const exampleUser = {
  id: 7,
  email: 'bob@example.com',
  email_verified_at: null,
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
    code: Type.String({ description: 'Permission code.' }),
    label: Type.String({ description: 'Display name.' }),
    origins: Type.Array(
      Type.Object({
        type: oneOf(['direct', 'group', 'superuser'], 'How it is granted.'),
        id: Type.Optional(Type.Integer({ description: 'Group ID.' })),
        name: Type.Optional(Type.String({ description: 'Group name.' })),
      }),
      { description: 'All ways in which it is granted.' },
    ),
  },
  { title: 'EffectivePermission' },
)

export const UserDetails = Type.Object(
  {
    ...userProperties,
    permissions: Type.Array(Type.String(), { description: 'Permissions granted directly.' }),
    effective_permissions: Type.Array(EffectivePermission, {
      description: 'All permissions of the user.',
    }),
    failed_logins: Type.Integer({ description: 'Failed logins in the current window.' }),
    last_active_at: DateTimeOrNull('Last login or refresh; updated once an hour.'),
    has_usable_password: Type.Boolean({
      description: 'Whether the user can log in with a password.',
    }),
    is_last_superuser: Type.Boolean({ description: 'Whether this is the last active superuser.' }),
  },
  {
    title: 'UserDetails',
    description: 'A user with all details.',
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

/** The fields of a deactivation. */
export const deactivationFields = {
  reason: Type.Optional(
    Type.String({ maxLength: 500, description: 'Reason; shown in lists and in the audit log.' }),
  ),
  until: Type.Optional(
    Type.String({
      format: 'date-time',
      minLength: 1,
      description: 'When it ends automatically; at most 10 years from now.',
    }),
  ),
}

export const UserList = listOf(UserRow, exampleUser)

export function rowOf({ actor }: Administrator) {
  return ({ user, groups, activeSessions, lockedUntil }: DescribedUser) => ({
    id: user.id,
    email: user.email,
    email_verified_at: toIsoString(user.emailVerifiedAt),
    username: user.username,
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
    deactivation_reason: user.deactivationReason,
    deactivated_until: toIsoString(user.deactivatedUntil),
    deleted_at: toIsoString(user.deletedAt),
    purge_after: toIsoString(
      user.deletedAt === null ? null : user.deletedAt + restorableMilliseconds,
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
