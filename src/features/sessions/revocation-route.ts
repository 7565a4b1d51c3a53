import type { Context } from '../../context.ts'
import { ApiError, fieldErrors } from '../../errors.ts'
import { adminSecurity, writeErrors } from '../../http/admin-schema.ts'
import { queryOf } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { administratorOf } from '../permissions/route-guard.ts'
import { countRevocable, revokeSessions } from './revoke-sessions.ts'
import { sessionFilterFrom, sessionFilters } from './session-admin-schema.ts'
import type { SessionFilter } from './session-list-repository.ts'

const Revocation = Type.Object(
  {
    ids: Type.Optional(
      Type.Array(Type.Integer(), { maxItems: 1_000, description: 'Which, by number.' }),
    ),
    all_matching: Type.Optional(
      Type.Boolean({ description: 'All that match the query, as in the list.' }),
    ),
    include_current: Type.Optional(Type.Boolean({ description: 'The session that asks, too.' })),
    dry_run: Type.Optional(Type.Boolean({ description: 'Only says how many it would be.' })),
    expected_count: Type.Optional(
      Type.Integer({ description: 'How many you saw; another number ends none.' }),
    ),
  },
  {
    title: 'SessionRevocation',
    description: 'Which sessions to end.',
    examples: [{ ids: [12, 13], expected_count: 2 }],
  },
)

const Outcome = Type.Object(
  {
    dry_run: Type.Boolean({ description: 'Whether none was ended on purpose.' }),
    matched: Type.Integer({ description: 'Living sessions that match.' }),
    users: Type.Integer({ description: 'To how many users they belong.' }),
    includes_current: Type.Boolean({ description: 'Whether the asking session is among them.' }),
    revoked: Type.Integer({ description: 'Sessions that were ended.' }),
    access_token_lifetime_seconds: Type.Integer({
      description: 'How long their access tokens go on working at most.',
    }),
  },
  {
    title: 'SessionRevocationOutcome',
    description: 'What became of it.',
    examples: [
      {
        dry_run: false,
        matched: 2,
        users: 1,
        includes_current: false,
        revoked: 2,
        access_token_lifetime_seconds: 30,
      },
    ],
  },
)

/** Ends many sessions at once. */
export function revocationRoute(app: App, context: Context): void {
  app.post(
    '/sessions/revoke/',
    {
      config: { name: 'Sessions: revoke', permission: 'sessions.revoke_session' },
      schema: {
        operationId: 'revokeSessions',
        summary: 'End many sessions',
        description: 'Needs sessions.revoke_session. Those named, or all that match the query.',
        tags: ['Sessions of users'],
        security: adminSecurity,
        querystring: queryOf(sessionFilters),
        body: Revocation,
        response: { 200: Outcome, ...writeErrors('conflict') },
      },
    },
    async (request) => {
      const { query, body } = request
      const administrator = administratorOf(request)
      const currentId = body.include_current ? undefined : administrator.sessionId
      const filter = { ...chosen(body, sessionFilterFrom(query)), exceptId: currentId }
      const { sessions, users } = await countRevocable(context, filter)
      assertExpected(body.expected_count, sessions)

      return {
        dry_run: body.dry_run ?? false,
        matched: sessions,
        users,
        includes_current: body.include_current ?? false,
        revoked: body.dry_run ? 0 : await revokeSessions(context, filter, administrator),
        access_token_lifetime_seconds: context.settings.values.ACCESS_TOKEN_LIFETIME,
      }
    },
  )
}

/** Those named, or all that the query finds; never all by accident. */
function chosen(
  { ids, all_matching: isAllMatching }: { ids?: readonly number[]; all_matching?: boolean },
  filter: SessionFilter,
): SessionFilter {
  if (ids) return { ids }
  if (isAllMatching) return filter
  throw fieldErrors({ ids: ['Name the sessions, or say all_matching.'] })
}

function assertExpected(expected: number | undefined, matched: number): void {
  if (expected === undefined || expected === matched) return
  const message = `${matched} sessions match now, not ${expected}. None was ended.`
  throw new ApiError('conflict', { message })
}
