import type { Context } from '../../context.ts'
import { exactCountLimit } from '../../database/bounded-count.ts'
import { everyPage } from '../../database/keyset.ts'
import { ApiError, fieldErrors } from '../../errors.ts'
import { listBody, pageFrom } from '../../http/list-schema.ts'
import { queryOf, Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { recordEvent } from '../audit/record-event.ts'
import { adminRoute } from '../permissions/admin-route.ts'
import { exportRoute } from '../permissions/export-route.ts'
import { listSessions, readSession } from './list-sessions.ts'
import { countRevocable, revokeSessions } from './revoke-sessions.ts'
import {
  linkBody,
  Session,
  SessionId,
  SessionList,
  SessionQuery,
  SessionWithTimeline,
  sessionBody,
  sessionFilterFrom,
  sessionFilters,
} from './session-admin-schema.ts'
import { outOfAuthority } from './session-authority.ts'
import { countSessionRows, type SessionFilter } from './session-list-repository.ts'
import { readTimeline } from './session-timeline.ts'
import { validityNow } from './validity.ts'

const Revocation = Type.Object(
  {
    ids: Type.Optional(
      Type.Array(Type.Integer(), { maxItems: 1_000, description: 'IDs of the sessions to end.' }),
    ),
    all_matching: Type.Optional(
      Type.Boolean({ description: 'Ends all sessions that match the query, as in the list.' }),
    ),
    include_current: Type.Optional(
      Type.Boolean({ description: 'Also ends the session that makes this request.' }),
    ),
    dry_run: Type.Optional(
      Type.Boolean({ description: 'Counts the sessions without ending them.' }),
    ),
    expected_count: Type.Optional(
      Type.Integer({ description: 'Number of sessions you expect; if it differs, none is ended.' }),
    ),
  },
  {
    title: 'SessionRevocation',
    description: 'The sessions to end.',
    examples: [{ ids: [12, 13], expected_count: 2 }],
  },
)

const RevocationResult = Type.Object(
  {
    dry_run: Type.Boolean({ description: 'Whether this was a dry run.' }),
    matched: Type.Integer({
      description: 'Number of active sessions that match and that you may end.',
    }),
    users: Type.Integer({ description: 'Number of users they belong to.' }),
    skipped: Type.Integer({
      description:
        'Number of active sessions that match but belong to users with permissions that you do not have. They are not ended.',
    }),
    includes_current: Type.Boolean({
      description: 'Whether the session that makes this request is one of them.',
    }),
    revoked: Type.Integer({ description: 'Number of sessions that were ended.' }),
    access_token_lifetime_seconds: Type.Integer({
      description: 'How long their access tokens can remain valid.',
    }),
  },
  {
    title: 'SessionRevocationOutcome',
    description: 'Result.',
    examples: [
      {
        dry_run: false,
        matched: 2,
        users: 1,
        skipped: 0,
        includes_current: false,
        revoked: 2,
        access_token_lifetime_seconds: 30,
      },
    ],
  },
)

const view = { tag: 'Sessions of users', permission: 'sessions.view_session' } as const
const revoke = { tag: 'Sessions of users', permission: 'sessions.revoke_session' } as const

/** Management of all sessions: reading and ending them. */
export function sessionAdminRoutes(app: App, context: Context): void {
  adminRoute(
    app,
    {
      ...view,
      method: 'GET',
      url: '/sessions/',
      id: 'listSessions',
      name: 'Sessions',
      summary: 'List sessions',
      description: 'Includes sessions that have ended.',
      query: SessionQuery,
      response: SessionList,
    },
    async ({ query, administrator }) => {
      const filter = sessionFilterFrom(query)
      const page = pageFrom<'id'>(query, '-id')
      const limit = query.count === 'exact' ? undefined : exactCountLimit
      const sessions = await listSessions(context, filter, page)
      const count = await countSessionRows(context.db, filter, validityNow(context), limit)
      return listBody(sessions, count, { sort: page, toRow: sessionBody(administrator.sessionId) })
    },
  )

  adminRoute(
    app,
    {
      ...view,
      method: 'GET',
      url: '/sessions/:id/',
      id: 'readSession',
      name: 'Session',
      summary: 'Read a session and its timeline',
      params: SessionId,
      response: SessionWithTimeline,
    },
    async ({ params, administrator }) => {
      const found = await readSession(context, params.id)
      const timeline = await readTimeline(context, found.session)
      return { ...sessionBody(administrator.sessionId)(found), chain: timeline.map(linkBody) }
    },
  )

  adminRoute(
    app,
    {
      ...revoke,
      method: 'DELETE',
      url: '/sessions/:id/',
      id: 'revokeSession',
      name: 'Session',
      summary: 'End a session',
      description: 'Access tokens that were already issued remain valid until they expire.',
      params: SessionId,
      response: Session,
    },
    async ({ params: { id }, administrator }) => {
      await readSession(context, id)
      const filter = { ids: [id] }
      const counted = await countRevocable(context, filter, administrator)
      if (counted.skipped > 0) throw outOfAuthority()
      await revokeSessions(context, filter, administrator, counted)
      return sessionBody(administrator.sessionId)(await readSession(context, id))
    },
  )

  exportSessionsRoute(app, context)
  revokeSessionsRoute(app, context)
}

function revokeSessionsRoute(app: App, context: Context): void {
  adminRoute(
    app,
    {
      ...revoke,
      method: 'POST',
      url: '/sessions/revoke/',
      id: 'revokeSessions',
      name: 'Sessions: revoke',
      summary: 'End several sessions',
      query: queryOf(sessionFilters),
      body: Revocation,
      response: RevocationResult,
      errors: ['conflict'],
      isDestructive: true,
    },
    async ({ query, body, administrator }) => {
      const currentId = body.include_current ? undefined : administrator.sessionId
      const filter = { ...chosen(body, sessionFilterFrom(query)), exceptId: currentId }
      const counted = await countRevocable(context, filter, administrator)
      assertExpected(body.expected_count, counted.sessions)

      return {
        dry_run: body.dry_run ?? false,
        matched: counted.sessions,
        users: counted.users,
        skipped: counted.skipped,
        includes_current: body.include_current ?? false,
        revoked: body.dry_run ? 0 : await revokeSessions(context, filter, administrator, counted),
        access_token_lifetime_seconds: context.settings.values.ACCESS_TOKEN_LIFETIME,
      }
    },
  )
}

/** The sessions with these IDs, or all that match the query; never all by accident. */
function chosen(
  { ids, all_matching: isAllMatching }: { ids?: readonly number[]; all_matching?: boolean },
  filter: SessionFilter,
): SessionFilter {
  if (ids) return { ids }
  if (isAllMatching) return filter
  throw fieldErrors({ ids: ['Name the sessions, or set all_matching.'] })
}

function assertExpected(expected: number | undefined, matched: number): void {
  if (expected === undefined || expected === matched) return
  const message = `${matched} sessions match now, not ${expected}. None was ended.`
  throw new ApiError('conflict', { message })
}

const columns = Object.keys(Session.properties).filter((name) => name !== 'is_current')

function exportSessionsRoute(app: App, context: Context): void {
  exportRoute(
    app,
    {
      ...view,
      url: '/sessions/export',
      id: 'exportSessions',
      name: 'Sessions: export',
      summary: 'Export sessions as CSV or JSON Lines',
      description: 'Takes the filters of the list. Tokens are never exported.',
      file: 'sessions',
      filters: sessionFilters,
      columns,
      defaultColumns: columns,
    },
    async ({ query, administrator: caller }) => {
      const filter = sessionFilterFrom(query)
      const { count } = await countSessionRows(context.db, filter, validityNow(context), undefined)
      const changes = { rows: [0, count] } as const
      await recordEvent(context, { action: 'session.export', caller, changes })
      return { count, batches: sessionBatches(context, filter, query.format !== 'jsonl') }
    },
  )
}

const newestFirst = { sort: 'id', isDescending: true } as const

async function* sessionBatches(context: Context, filter: SessionFilter, isCsv: boolean) {
  const pages = everyPage((at) => listSessions(context, filter, { ...newestFirst, ...at }))
  for await (const sessions of pages) {
    const rows = sessions.map(sessionBody(undefined))
    yield isCsv ? rows.map((row) => ({ ...row, user: row.user.email })) : rows
  }
}
