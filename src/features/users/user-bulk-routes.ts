import type { Context } from '../../context.ts'
import { fieldErrors } from '../../errors.ts'
import { nullable, oneOf, queryOf, Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { parseDateTime } from '../../text/date-time.ts'
import { adminRoute } from '../permissions/admin-route.ts'
import { bulkActions } from './bulk-acts.ts'
import { bulkLimit, bulkUsers } from './bulk-users.ts'
import { filterFrom, userFilters } from './user-filter-schema.ts'
import type { UserFilter } from './user-list-repository.ts'
import { deactivationFields } from './user-schema.ts'

const BulkRequest = Type.Object(
  {
    action: oneOf(bulkActions, 'Action to apply to each user.'),
    ids: Type.Optional(
      Type.Array(Type.Integer(), { maxItems: bulkLimit, description: 'User IDs.' }),
    ),
    all_matching: Type.Optional(
      Type.Boolean({
        description: 'Applies it to all users that match the query, as in the list.',
      }),
    ),
    group: Type.Optional(Type.Integer({ description: 'Group ID, for the actions on groups.' })),
    ...deactivationFields,
    include_me: Type.Optional(
      Type.Boolean({ description: 'Includes yourself; excluded by default.' }),
    ),
    dry_run: Type.Optional(
      Type.Boolean({ description: 'Changes nothing; returns the result that it would have.' }),
    ),
    expected_count: Type.Optional(
      Type.Integer({ description: 'Number of users you expect; if it differs, none is changed.' }),
    ),
    after_id: Type.Optional(
      Type.Integer({ minimum: 0, description: '`next_after_id` of the previous response.' }),
    ),
  },
  {
    title: 'BulkUserRequest',
    description: 'An action on several users.',
    examples: [{ action: 'deactivate', ids: [7, 8], expected_count: 2 }],
  },
)

const BulkOutcome = Type.Object(
  {
    action: oneOf(bulkActions, 'The action.'),
    dry_run: Type.Boolean({ description: 'Whether this was a dry run.' }),
    matched: Type.Integer({ description: 'Number of users that match.' }),
    includes_me: Type.Boolean({ description: 'Whether you are one of them.' }),
    changed: Type.Integer({ description: 'Number of users that were changed, or would be.' }),
    unchanged: Type.Integer({
      description: 'Number of users that were already in the requested state.',
    }),
    failed: Type.Array(
      Type.Object({
        id: Type.Integer({ description: 'User ID.' }),
        email: Type.String({ description: 'Email address.' }),
        code: Type.String({ description: 'Error code.' }),
        message: Type.String({ description: 'Error message.' }),
      }),
      { description: 'Users for whom the action failed.' },
    ),
    sessions_revoked: Type.Integer({ description: 'Number of sessions that were ended.' }),
    next_after_id: nullable<number>('integer', {
      description: `\`after_id\` of the next request if there are more than ${bulkLimit} users; null: done.`,
    }),
  },
  {
    title: 'BulkUserOutcome',
    description: 'Result.',
    examples: [
      {
        action: 'deactivate',
        dry_run: false,
        matched: 2,
        includes_me: false,
        changed: 2,
        unchanged: 0,
        failed: [],
        sessions_revoked: 0,
        next_after_id: null,
      },
    ],
  },
)

/** One action on many users. */
export function userBulkRoutes(app: App, context: Context): void {
  adminRoute(
    app,
    {
      method: 'POST',
      url: '/users/bulk/',
      id: 'bulkUsers',
      name: 'Users: bulk',
      tag: 'Users',
      permission: 'users.view_user',
      summary: 'Apply an action to several users',
      description:
        'Also needs the permission for the action. Each user is changed separately, with an audit entry.',
      query: queryOf(userFilters),
      body: BulkRequest,
      response: BulkOutcome,
      errors: ['conflict'],
      isDestructive: true,
    },
    async ({ query, body, administrator }) => {
      const outcome = await bulkUsers(
        context,
        {
          action: body.action,
          filter: chosen(body.ids, body.all_matching, filterFrom(query)),
          groupId: requiredGroup(body),
          reason: body.reason,
          until: parseDateTime(body.until),
          includeMe: body.include_me ?? false,
          isDryRun: body.dry_run ?? false,
          expectedCount: body.expected_count,
          afterId: body.after_id ?? 0,
        },
        administrator,
      )
      return {
        action: body.action,
        dry_run: body.dry_run ?? false,
        matched: outcome.matched,
        includes_me: outcome.includesMe,
        changed: outcome.changed,
        unchanged: outcome.unchanged,
        failed: [...outcome.failed],
        sessions_revoked: outcome.sessionsRevoked,
        next_after_id: outcome.nextAfterId ?? null,
      }
    },
  )
}

/** The users with these IDs, deleted ones too, or all that match the query; never all by accident. */
function chosen(
  ids: readonly number[] | undefined,
  isAllMatching: boolean | undefined,
  filter: UserFilter,
): UserFilter {
  if (ids) return { ids, states: ['active', 'deactivated', 'deleted'] }
  if (isAllMatching) return filter
  throw fieldErrors({ ids: ['Name the users, or set all_matching.'] })
}

function requiredGroup({ action, group }: { action: string; group?: number }) {
  if (group === undefined && action.endsWith('_group')) {
    throw fieldErrors({ group: ['This field is required.'] })
  }
  return group
}
