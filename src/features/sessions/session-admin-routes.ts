import type { Context } from '../../context.ts'
import { exactCountLimit } from '../../database/bounded-count.ts'
import { adminSecurity, readErrors, writeErrors } from '../../http/admin-schema.ts'
import { listBody, pageFrom } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { administratorOf } from '../permissions/route-guard.ts'
import { listSessions } from './list-sessions.ts'
import { readSession } from './read-session.ts'
import { revokeSessions } from './revoke-sessions.ts'
import {
  linkBody,
  Session,
  SessionList,
  SessionQuery,
  SessionWithTimeline,
  sessionBody,
  sessionFilterFrom,
} from './session-admin-schema.ts'
import { countSessionRows } from './session-list-repository.ts'
import { readTimeline } from './session-timeline.ts'
import { validityNow } from './validity.ts'

const SessionId = Type.Object({
  id: Type.Integer({ minimum: 1, description: 'Number of the session.' }),
})

/** Administration of sessions: who is logged in, and ending it. */
export function sessionAdminRoutes(app: App, context: Context): void {
  const tags = ['Sessions of users']
  const security = adminSecurity

  app.get(
    '/sessions/',
    {
      config: { name: 'Sessions', permission: 'sessions.view_session' },
      schema: {
        operationId: 'listSessions',
        summary: 'List sessions',
        description: 'Needs sessions.view_session. Those that are over too.',
        tags,
        security,
        querystring: SessionQuery,
        response: { 200: SessionList, ...readErrors('validation_failed') },
      },
    },
    async (request) => {
      const { query } = request
      const filter = sessionFilterFrom(query)
      const page = pageFrom<'id'>(query, '-id')
      const limit = query.count === 'exact' ? undefined : exactCountLimit
      const sessions = await listSessions(context, filter, page)
      const count = await countSessionRows(context.db, filter, validityNow(context), limit)
      const toRow = sessionBody(administratorOf(request).sessionId)
      return listBody(sessions, count, { sort: page, toRow })
    },
  )

  app.get(
    '/sessions/:id/',
    {
      config: { name: 'Session', permission: 'sessions.view_session' },
      schema: {
        operationId: 'readSession',
        summary: 'Read a session and its refreshes',
        description: 'Needs sessions.view_session.',
        tags,
        security,
        params: SessionId,
        response: { 200: SessionWithTimeline, ...readErrors('not_found') },
      },
    },
    async (request) => {
      const found = await readSession(context, request.params.id)
      const timeline = await readTimeline(context, found.session)
      const body = sessionBody(administratorOf(request).sessionId)(found)
      return { ...body, chain: timeline.map(linkBody) }
    },
  )

  app.delete(
    '/sessions/:id/',
    {
      config: { name: 'Session', permission: 'sessions.revoke_session' },
      schema: {
        operationId: 'revokeSession',
        summary: 'End a session',
        description:
          'Needs sessions.revoke_session. Access tokens already issued live out their lifetime.',
        tags,
        security,
        params: SessionId,
        response: { 200: Session, ...writeErrors('not_found') },
      },
    },
    async (request) => {
      const administrator = administratorOf(request)
      await readSession(context, request.params.id)
      await revokeSessions(context, { ids: [request.params.id] }, administrator)
      const ended = await readSession(context, request.params.id)
      return sessionBody(administrator.sessionId)(ended)
    },
  )
}
