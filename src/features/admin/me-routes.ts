import type { FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import { adminSecurity, readErrors, writeErrors } from '../../http/admin-schema.ts'
import { expiredCookieHeader } from '../../http/cookie.ts'
import { toIsoString } from '../../http/date-time.ts'
import { DateTime, nullable, oneOf } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { version } from '../../version.ts'
import { reauthenticateAfterMilliseconds } from '../permissions/administrator.ts'
import { permissionCodes } from '../permissions/permission-catalogue.ts'
import { administratorOf } from '../permissions/route-guard.ts'
import { csrfTokenFor, expiresAtOf, idleMilliseconds } from '../sessions/console-sessions.ts'
import { getUser } from '../users/find-user.ts'
import { logOutOfConsole } from './log-out.ts'
import { reauthenticate } from './reauthenticate.ts'
import { consoleCookie, findRequestSession, sessionTokenOf } from './staff-guard.ts'

const Session = Type.Object(
  {
    id: Type.Integer({ description: 'Number of the session of the console.' }),
    created_at: DateTime('When it was opened.'),
    authenticated_at: DateTime('When the password was last given.'),
    expires_at: DateTime('When it ends unless it is used before.'),
    absolute_expires_at: DateTime('When it ends in any case.'),
    idle_seconds: Type.Integer({ description: 'How long it lives unused.' }),
    reauthenticate_after_seconds: Type.Integer({
      description: 'After this long severe acts ask for the password again.',
    }),
  },
  { title: 'ConsoleSession' },
)

const Me = Type.Object(
  {
    id: Type.Integer({ description: 'Number of your account.' }),
    email: Type.String({ description: 'Address of your account.' }),
    username: nullable<string>('string', { description: 'Your name, if you chose one.' }),
    is_superuser: Type.Boolean({ description: 'Whether you may do everything.' }),
    permissions: Type.Array(Type.String(), { description: 'The permissions you hold.' }),
    via: oneOf(['console', 'bearer'], 'How this request proved who you are.'),
    session: Type.Union([Session, Type.Null()], { description: 'Your session of the console.' }),
    csrf_token: nullable<string>('string', {
      description: 'For the header X-CSRF-Token of every change made with the cookie.',
    }),
    server_time: DateTime('The clock of the server.'),
    environment_label: nullable<string>('string', { description: 'Such as `staging`.' }),
    mode: oneOf(['development', 'production'], 'How the server runs.'),
    version: Type.String({ description: 'Version of the server.' }),
    public_url: Type.String({ description: 'Where clients reach the server.' }),
    access_token_lifetime_seconds: Type.Integer({
      description: 'How long access tokens outlive the end of their session at most.',
    }),
  },
  {
    title: 'Administrator',
    description: 'You, as the management API knows you.',
    examples: [exampleOfMe()],
  },
)

const Password = Type.Object(
  { password: Type.String({ minLength: 1, description: 'Your own password.' }) },
  { examples: [{ password: 'correct horse battery' }] },
)

/** Who I am in the console, what I may do, and for how long. */
export function meRoutes(app: App, context: Context): void {
  const tags = ['Console']
  const security = adminSecurity

  app.get(
    '/me/',
    {
      config: { name: 'Console: me', permission: 'any staff', isBackground: true },
      schema: {
        operationId: 'readConsoleMe',
        summary: 'Read who you are in the console',
        description: 'Any staff. Asking does not keep the session of the console awake.',
        tags,
        security,
        response: { 200: Me, ...readErrors() },
      },
    },
    (request) => describeMe(context, request),
  )

  app.post(
    '/me/keep-alive/',
    {
      config: { name: 'Console: stay signed in', permission: 'any staff', isReadOnly: true },
      schema: {
        operationId: 'keepConsoleSession',
        summary: 'Stay signed in',
        description: 'Any staff. Counts as use of the session of the console.',
        tags,
        security,
        response: { 200: Me, ...writeErrors() },
      },
    },
    (request) => describeMe(context, request),
  )

  app.post(
    '/me/reauthenticate/',
    {
      config: { name: 'Console: confirm your password', permission: 'any staff' },
      schema: {
        operationId: 'reauthenticate',
        summary: 'Confirm your password for a severe act',
        description: 'Any staff, with a session of the console.',
        tags,
        security,
        body: Password,
        response: {
          200: Me,
          ...writeErrors('too_many_attempts', 'overloaded', 'conflict'),
        },
      },
    },
    async (request) => {
      await reauthenticate(context, request.body.password, administratorOf(request))
      return describeMe(context, request)
    },
  )

  app.post(
    '/me/logout/',
    {
      config: { name: 'Console: log out', permission: 'any staff' },
      schema: {
        operationId: 'logOutOfConsole',
        summary: 'End the session of the console',
        description: 'Any staff. Sessions of the API go on.',
        tags,
        security,
        response: { 204: Type.Null({ description: 'Logged out.' }), ...writeErrors() },
      },
    },
    async (request, reply) => {
      await logOutOfConsole(context, administratorOf(request))
      const cookie = expiredCookieHeader(context.config, consoleCookie(context.config))
      return reply.code(204).header('set-cookie', cookie).send(null)
    },
  )
}

async function describeMe(context: Context, request: FastifyRequest) {
  const { actor, isSuperuser, permissions, source } = administratorOf(request)
  const user = await getUser(context, actor.id ?? 0)
  const session = source === 'console' ? await findRequestSession(context, request) : undefined
  const token = session && sessionTokenOf(context, request)
  const { config, settings } = context

  return {
    id: user.id,
    email: user.email,
    username: user.username ?? null,
    is_superuser: isSuperuser,
    permissions: permissionCodes.filter((code) => permissions.has(code)),
    via: source === 'console' ? ('console' as const) : ('bearer' as const),
    session: session
      ? {
          id: session.id,
          created_at: toIsoString(session.createdAt),
          authenticated_at: toIsoString(session.authenticatedAt),
          expires_at: toIsoString(expiresAtOf(session)),
          absolute_expires_at: toIsoString(session.expiresAt),
          idle_seconds: idleMilliseconds / 1_000,
          reauthenticate_after_seconds: reauthenticateAfterMilliseconds / 1_000,
        }
      : null,
    csrf_token: token === undefined ? null : csrfTokenFor(context, token),
    server_time: toIsoString(context.now()),
    environment_label: config.environmentLabel ?? null,
    mode: config.mode,
    version,
    public_url: config.publicUrl,
    access_token_lifetime_seconds: settings.values.ACCESS_TOKEN_LIFETIME,
  }
}

function exampleOfMe() {
  return {
    id: 1,
    email: 'admin@example.com',
    username: null,
    is_superuser: true,
    permissions: [...permissionCodes],
    via: 'bearer' as const,
    session: null,
    csrf_token: null,
    server_time: '2030-01-01T00:00:00.000Z',
    environment_label: null,
    mode: 'development' as const,
    version,
    public_url: 'http://localhost:8000',
    access_token_lifetime_seconds: 30,
  }
}
