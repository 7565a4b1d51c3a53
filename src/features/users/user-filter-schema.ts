import { listQuery } from '../../http/list-schema.ts'
import { oneOf, Type } from '../../http/schema.ts'
import { parseDateTime } from '../../text/date-time.ts'
import { type UserFilter, type UserStateFilter, userOrders } from './user-list-repository.ts'

const dateTime = (description: string) =>
  Type.Optional(Type.String({ format: 'date-time', description }))

const states = [
  'active',
  'deactivated',
  'deleted',
  'locked',
] as const satisfies readonly UserStateFilter[]

export const userFilters = {
  q: Type.Optional(
    Type.String({
      maxLength: 254,
      description: 'Prefix of the email address or username, or the user ID.',
    }),
  ),
  contains: Type.Optional(
    Type.Boolean({ description: 'Searches for substrings instead of prefixes; slow.' }),
  ),
  state: Type.Optional(
    Type.Array(oneOf(states, 'User state.'), {
      description:
        'User states, separated by commas; `locked`: active, but locked after failed logins.',
    }),
  ),
  is_staff: Type.Optional(Type.Boolean({ description: 'Only staff, or only other users.' })),
  is_superuser: Type.Optional(
    Type.Boolean({ description: 'Only superusers, or only other users.' }),
  ),
  email_verified: Type.Optional(
    Type.Boolean({ description: 'Only users with a confirmed address, or only other users.' }),
  ),
  group: Type.Optional(Type.Integer({ description: 'Only members of this group.' })),
  ids: Type.Optional(
    Type.Array(Type.Integer(), { maxItems: 1_000, description: 'Only users with these IDs.' }),
  ),
  created_after: dateTime('Created at or after this time.'),
  created_before: dateTime('Created before this time.'),
  last_login_after: dateTime('Last login at or after this time.'),
  last_login_before: dateTime('Last login before this time.'),
  last_login: Type.Optional(oneOf(['never'], 'Only users who have never logged in.')),
}

export const UserQuery = listQuery(userOrders, userFilters)

interface FilterParameters {
  readonly q?: string
  readonly contains?: boolean
  readonly state?: readonly UserStateFilter[]
  readonly is_staff?: boolean
  readonly is_superuser?: boolean
  readonly email_verified?: boolean
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
    isEmailVerified: query.email_verified,
    groupId: query.group,
    ids: query.ids,
    createdFrom: parseDateTime(query.created_after),
    createdTo: parseDateTime(query.created_before),
    lastLoginFrom: parseDateTime(query.last_login_after),
    lastLoginTo: parseDateTime(query.last_login_before),
    neverLoggedIn: query.last_login === 'never',
  }
}
