import type { Context } from '../../context.ts'
import { fieldErrors } from '../../errors.ts'
import { adminSecurity, writeErrors } from '../../http/admin-schema.ts'
import { parseDateTime } from '../../http/date-time.ts'
import { nullable, oneOf, queryOf } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { administratorOf } from '../permissions/route-guard.ts'
import { bulkActions } from './bulk-acts.ts'
import { bulkLimit, bulkUsers } from './bulk-users.ts'
import type { UserFilter } from './list-users-repository.ts'
import { deactivationFields, filterFrom, userFilters } from './user-schema.ts'

const BulkRequest = Type.Object(
  {
    action: oneOf(bulkActions, 'What to do to each.'),
    ids: Type.Optional(
      Type.Array(Type.Integer(), { maxItems: bulkLimit, description: 'To whom, by number.' }),
    ),
    all_matching: Type.Optional(
      Type.Boolean({ description: 'To everybody who matches the query, as in the list.' }),
    ),
    group: Type.Optional(Type.Integer({ description: 'The group to put into or take out of.' })),
    ...deactivationFields,
    include_me: Type.Optional(Type.Boolean({ description: 'Otherwise you are left out.' })),
    dry_run: Type.Optional(
      Type.Boolean({ description: 'Changes nothing: says who would be changed and who refused.' }),
    ),
    expected_count: Type.Optional(
      Type.Integer({ description: 'How many you saw; another number changes nothing.' }),
    ),
    after_id: Type.Optional(
      Type.Integer({ minimum: 0, description: 'The `next_after_id` of the call before.' }),
    ),
  },
  {
    title: 'BulkUserRequest',
    description: 'One act on many users.',
    examples: [{ action: 'deactivate', ids: [7, 8], expected_count: 2 }],
  },
)

const BulkOutcome = Type.Object(
  {
    action: oneOf(bulkActions, 'What was done.'),
    dry_run: Type.Boolean({ description: 'Whether nothing was changed on purpose.' }),
    matched: Type.Integer({ description: 'Users that match.' }),
    includes_me: Type.Boolean({ description: 'Whether you are among them.' }),
    changed: Type.Integer({ description: 'Users that were changed, or would be.' }),
    unchanged: Type.Integer({ description: 'Users that were unchanged.' }),
    failed: Type.Array(
      Type.Object({
        id: Type.Integer({ description: 'Number of the user.' }),
        email: Type.String({ description: 'Its address.' }),
        code: Type.String({ description: 'Why it was refused.' }),
        message: Type.String({ description: 'The same for people.' }),
      }),
      { description: 'Users for whom it was refused.' },
    ),
    sessions_revoked: Type.Integer({ description: 'Sessions that ended.' }),
    next_after_id: nullable<number>('integer', {
      description: `Where to go on after ${bulkLimit} users; null when all are done.`,
    }),
  },
  {
    title: 'BulkUserOutcome',
    description: 'What became of it.',
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

/** One act on many users. */
export function userBulkRoutes(app: App, context: Context): void {
  app.post(
    '/users/bulk/',
    {
      config: { name: 'Users: bulk', permission: 'users.view_user' },
      schema: {
        operationId: 'bulkUsers',
        summary: 'Do one thing to many users',
        description:
          'Needs users.view_user and the right of the act. Each user is changed for itself, with its own audit entry.',
        tags: ['Users'],
        security: adminSecurity,
        querystring: queryOf(userFilters),
        body: BulkRequest,
        response: { 200: BulkOutcome, ...writeErrors('conflict') },
      },
    },
    async (request) => {
      const { body } = request
      const outcome = await bulkUsers(
        context,
        {
          action: body.action,
          filter: chosen(body.ids, body.all_matching, filterFrom(request.query)),
          groupId: requiredGroup(body),
          reason: body.reason,
          until: parseDateTime(body.until),
          includeMe: body.include_me ?? false,
          isDryRun: body.dry_run ?? false,
          expectedCount: body.expected_count,
          afterId: body.after_id ?? 0,
        },
        administratorOf(request),
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

/** Those named, deleted ones too, or all that the query finds; never everybody by accident. */
function chosen(
  ids: readonly number[] | undefined,
  isAllMatching: boolean | undefined,
  filter: UserFilter,
): UserFilter {
  if (ids) return { ids, states: ['active', 'deactivated', 'deleted'] }
  if (isAllMatching) return filter
  throw fieldErrors({ ids: ['Name the users, or say all_matching.'] })
}

function requiredGroup({ action, group }: { action: string; group?: number }) {
  if (group === undefined && action.endsWith('_group')) {
    throw fieldErrors({ group: ['This field is required.'] })
  }
  return group
}
