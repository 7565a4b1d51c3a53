import type { Context } from '../../context.ts'
import { clientInfoOf } from '../../http/client-info.ts'
import { errorResponses } from '../../http/error-responses.ts'
import type { App } from '../../http/types.ts'
import { toIsoString } from '../../text/date-time.ts'
import type { ConsoleSessionOfUser } from '../sessions/console-session-repository.ts'
import { expiresAtOf } from '../sessions/console-sessions.ts'
import { describeClient } from '../sessions/describe-client.ts'
import type { SessionInState } from '../sessions/list-sessions.ts'
import { changeOwnPassword } from './change-own-password.ts'
import {
  EndedSessions,
  OwnSessions,
  PasswordChange,
  PasswordChanged,
  Security,
  SessionId,
} from './own-account-schema.ts'
import {
  endOtherSessions,
  endOwnConsoleSession,
  endOwnSession,
  listOwnConsoleSessions,
  listOwnSessions,
} from './own-sessions.ts'
import { accessErrors, accessOf, bodyErrors } from './profile-routes.ts'
import { readSecurity } from './read-security.ts'

export const everyRoute = { tags: ['Profile'], security: [{ bearer: [] }] }
export const recently =
  'You must have logged in, or confirmed your password at /api/step-up/, in the last 10 minutes.'

/** How people protect their own account. */
export function ownAccountRoutes(app: App, context: Context): void {
  securityRoutes(app, context)
  ownSessionRoutes(app, context)
  endingRoutes(app, context)
}

function securityRoutes(app: App, context: Context): void {
  app.get(
    '/me/security/',
    {
      config: { name: 'My security' },
      schema: {
        ...everyRoute,
        operationId: 'readSecurity',
        summary: 'See how your account is protected',
        description: 'What protects the account of the user whose access token is sent.',
        response: { 200: Security, ...errorResponses(...accessErrors) },
      },
    },
    async (request) => {
      const security = await readSecurity(context, accessOf(request))
      return {
        email_verified: security.isEmailVerified,
        pending_email: security.pendingEmail ?? null,
        has_password: security.hasPassword,
        password_changed_at: toIsoString(security.passwordChangedAt),
        sessions: security.sessions,
        recent_until: toIsoString(security.recentUntil),
      }
    },
  )

  app.post(
    '/me/password/',
    {
      config: { name: 'My password' },
      schema: {
        ...everyRoute,
        operationId: 'changeOwnPassword',
        summary: 'Change your password',
        description:
          'Ends all your other sessions. A wrong current password counts as a failed login.',
        body: PasswordChange,
        response: {
          200: PasswordChanged,
          ...errorResponses(
            'validation_failed',
            'too_many_attempts',
            'overloaded',
            'conflict',
            'reauthentication_required',
            ...bodyErrors,
            ...accessErrors,
          ),
        },
      },
    },
    async (request) => {
      const { current_password: currentPassword, new_password: newPassword } = request.body
      const change = { currentPassword, newPassword }
      await changeOwnPassword(context, accessOf(request), change, clientInfoOf(request))
      return { success: 'Password changed.' as const }
    },
  )
}

function ownSessionRoutes(app: App, context: Context): void {
  app.get(
    '/me/sessions/',
    {
      config: { name: 'My sessions' },
      schema: {
        ...everyRoute,
        operationId: 'listOwnSessions',
        summary: 'List your sessions',
        description: 'Only active sessions, newest first.',
        response: { 200: OwnSessions, ...errorResponses(...accessErrors) },
      },
    },
    async (request) => {
      const access = accessOf(request)
      const sessions = await listOwnSessions(context, access)
      const console = await listOwnConsoleSessions(context, access)
      return {
        results: sessions.map((each) => sessionBody(each, access.sessionId)),
        console: console.map(consoleSessionBody),
      }
    },
  )
}

const ending = {
  ...everyRoute,
  description: recently,
  params: SessionId,
  response: {
    204: { type: 'null', description: 'The session was ended.' },
    ...errorResponses(
      'validation_failed',
      'not_found',
      'reauthentication_required',
      ...accessErrors,
    ),
  },
} as const

function endingRoutes(app: App, context: Context): void {
  app.delete(
    '/me/sessions/:id/',
    {
      config: { name: 'My session' },
      schema: { ...ending, operationId: 'endOwnSession', summary: 'End one of your sessions' },
    },
    async (request, reply) => {
      const client = clientInfoOf(request)
      await endOwnSession(context, accessOf(request), request.params.id, client)
      reply.code(204)
    },
  )

  app.delete(
    '/me/console-sessions/:id/',
    {
      config: { name: 'My session of the console' },
      schema: {
        ...ending,
        operationId: 'endOwnConsoleSession',
        summary: 'End one of your console sessions',
      },
    },
    async (request, reply) => {
      const client = clientInfoOf(request)
      await endOwnConsoleSession(context, accessOf(request), request.params.id, client)
      reply.code(204)
    },
  )

  app.post(
    '/me/sessions/end-others/',
    {
      config: { name: 'My other sessions: end' },
      schema: {
        ...everyRoute,
        operationId: 'endOtherSessions',
        summary: 'End all your other sessions',
        description: `Includes sessions of the console. ${recently}`,
        response: {
          200: EndedSessions,
          ...errorResponses('reauthentication_required', ...bodyErrors, ...accessErrors),
        },
      },
    },
    async (request) => ({
      ended: await endOtherSessions(context, accessOf(request), clientInfoOf(request)),
    }),
  )
}

function consoleSessionBody(session: ConsoleSessionOfUser) {
  return {
    id: session.id,
    client: describeClient(session.userAgent),
    address: session.address,
    created_at: toIsoString(session.createdAt),
    last_used_at: toIsoString(session.lastUsedAt),
    expires_at: toIsoString(expiresAtOf(session)),
  }
}

function sessionBody({ session }: SessionInState, currentId: number) {
  return {
    id: session.id,
    is_current: session.id === currentId,
    client: describeClient(session.userAgent),
    address: session.lastAddress ?? session.address,
    created_at: toIsoString(session.createdAt),
    last_used_at: toIsoString(session.rotatedAt),
    expires_at: toIsoString(session.expiresAt),
  }
}
