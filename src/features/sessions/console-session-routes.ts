import type { Context } from '../../context.ts'
import { exactCountLimit } from '../../database/bounded-count.ts'
import { listBody, listOf, listQuery, pageFrom } from '../../http/list-schema.ts'
import { DateTime, idOf, nullable, Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { toIsoString } from '../../text/date-time.ts'
import { adminRoute } from '../permissions/admin-route.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { aliveConsoleSessions, endConsoleSession } from './console-session-admin.ts'
import {
  countConsoleSessionRows,
  type ListedConsoleSession,
  listConsoleSessionRows,
} from './console-session-list-repository.ts'
import { expiresAtOf } from './console-sessions.ts'
import { describeClient } from './describe-client.ts'

const ConsoleSession = Type.Object(
  {
    id: Type.Integer({ description: 'Console session ID.' }),
    user: Type.Object(
      {
        id: Type.Integer({ description: 'User ID.' }),
        email: Type.String({ description: 'Email address.' }),
      },
      { description: 'User.' },
    ),
    client: Type.String({ description: 'Client, derived from the user agent.' }),
    user_agent: nullable<string>('string', { description: 'User agent.' }),
    address: nullable<string>('string', { description: 'IP address of the login.' }),
    created_at: DateTime('Login time.'),
    last_used_at: DateTime('Last use.'),
    expires_at: DateTime('When it expires unless it is used.'),
    is_own: Type.Boolean({ description: 'Whether it is yours.' }),
    is_current: Type.Boolean({ description: 'Whether this session makes the request.' }),
  },
  { title: 'UserConsoleSession', description: 'A login to the console.' },
)

const ConsoleSessionList = listOf(ConsoleSession, {
  id: 3,
  user: { id: 7, email: 'bob@example.com' },
  client: 'Firefox on Linux',
  user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  address: '203.0.113.7',
  created_at: '2030-01-01T00:00:00.000Z',
  last_used_at: '2030-01-01T00:05:00.000Z',
  expires_at: '2030-01-01T00:35:00.000Z',
  is_own: false,
  is_current: false,
})

const ConsoleSessionQuery = listQuery(['id'], {
  q: Type.Optional(Type.String({ maxLength: 254, description: 'Prefix of the email address.' })),
  user: Type.Optional(Type.Integer({ description: 'User ID.' })),
})

const Nothing = Type.Null({ description: 'The session was ended.' })

/** Who is logged in to the console. */
export function consoleSessionRoutes(app: App, context: Context): void {
  adminRoute(
    app,
    {
      method: 'GET',
      url: '/console-sessions/',
      id: 'listConsoleSessions',
      name: 'Sessions of the console',
      tag: 'Sessions of users',
      permission: 'sessions.view_session',
      summary: 'List sessions of the console',
      description: 'Only active ones, newest first.',
      query: ConsoleSessionQuery,
      response: ConsoleSessionList,
    },
    async ({ query, administrator }) => {
      const { q: emailPrefix, user: userId } = query
      const filter = { ...aliveConsoleSessions(context), emailPrefix, userId }
      const sort = pageFrom<'id'>(query, '-id')
      const limit = query.count === 'exact' ? undefined : exactCountLimit
      const page = await listConsoleSessionRows(context.db, filter, sort)
      const count = await countConsoleSessionRows(context.db, filter, limit)
      return listBody(page, count, { sort, toRow: bodyFor(administrator) })
    },
  )

  adminRoute(
    app,
    {
      method: 'DELETE',
      url: '/console-sessions/:id/',
      id: 'endConsoleSession',
      name: 'Session of the console',
      tag: 'Sessions of users',
      permission: 'sessions.revoke_session',
      summary: 'End a session of the console',
      description: 'Takes effect at once.',
      params: idOf('console session'),
      response: Nothing,
      status: 204,
    },
    async ({ params, administrator }) => {
      await endConsoleSession(context, params.id, administrator)
      return null
    },
  )
}

function bodyFor({ actor, consoleSessionId }: Administrator) {
  return (session: ListedConsoleSession) => ({
    id: session.id,
    user: { id: session.userId, email: session.email },
    client: describeClient(session.userAgent),
    user_agent: session.userAgent,
    address: session.address,
    created_at: toIsoString(session.createdAt),
    last_used_at: toIsoString(session.lastUsedAt),
    expires_at: toIsoString(expiresAtOf(session)),
    is_own: session.userId === actor.id,
    is_current: session.id === consoleSessionId,
  })
}
