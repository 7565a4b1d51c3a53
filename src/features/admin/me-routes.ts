import type { Context } from '../../context.ts'
import { expiredCookieHeader } from '../../http/cookie.ts'
import { DateTime, nullable, oneOf, Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { toIsoString } from '../../text/date-time.ts'
import { version } from '../../version.ts'
import { type AdminCall, adminRoute } from '../permissions/admin-route.ts'
import { reauthenticateAfterMilliseconds } from '../permissions/administrator.ts'
import { permissionCodes } from '../permissions/permission-catalogue.ts'
import { csrfTokenFor, expiresAtOf, idleMilliseconds } from '../sessions/console-sessions.ts'
import { getUser } from '../users/find-user.ts'
import { logOutOfConsole } from './log-out.ts'
import { reauthenticate } from './reauthenticate.ts'
import { consoleCookie, findRequestSession, sessionTokenOf } from './staff-guard.ts'

const Session = Type.Object(
  {
    id: Type.Integer({ description: 'Console session ID.' }),
    created_at: DateTime('When you logged in.'),
    authenticated_at: DateTime('When you last entered your password.'),
    expires_at: DateTime('When the session expires if you do not use it.'),
    absolute_expires_at: DateTime('When the session expires in any case.'),
    idle_seconds: Type.Integer({ description: 'Idle timeout.' }),
    reauthenticate_after_seconds: Type.Integer({
      description: 'How long after entering your password sensitive actions need it again.',
    }),
  },
  { title: 'ConsoleSession' },
)

const Me = Type.Object(
  {
    id: Type.Integer({ description: 'Your user ID.' }),
    email: Type.String({ description: 'Your email address.' }),
    username: nullable<string>('string', { description: 'Your username.' }),
    is_superuser: Type.Boolean({ description: 'Whether you are a superuser.' }),
    permissions: Type.Array(Type.String(), { description: 'Your permissions.' }),
    via: oneOf(['console', 'bearer'], 'How this request was authenticated.'),
    session: Type.Union([Session, Type.Null()], { description: 'Your console session.' }),
    csrf_token: nullable<string>('string', {
      description:
        'Value of the X-CSRF-Token header, required for changes made with the session cookie.',
    }),
    server_time: DateTime('Server time.'),
    environment_label: nullable<string>('string', { description: 'For example `staging`.' }),
    mode: oneOf(['development', 'production'], 'Server mode.'),
    version: Type.String({ description: 'Server version.' }),
    public_url: Type.String({ description: 'Public URL of the server.' }),
    token_algorithm: Type.String({ description: 'Algorithm that signs access tokens.' }),
    token_audience: nullable<string>('string', {
      description: 'Audience of access tokens; null: they have none.',
    }),
    access_token_lifetime_seconds: Type.Integer({
      description: 'How long an access token can remain valid after its session has ended.',
    }),
  },
  {
    title: 'Administrator',
    description: 'The authenticated administrator.',
    examples: [exampleOfMe()],
  },
)

const Password = Type.Object(
  { password: Type.String({ minLength: 1, description: 'Your password.' }) },
  { title: 'PasswordConfirmation', examples: [{ password: 'correct horse battery' }] },
)

/** Who is logged in to the console, what they may do, and for how long. */
export function meRoutes(app: App, context: Context): void {
  const everyRoute = { tag: 'Console', permission: 'any staff', response: Me } as const

  adminRoute(
    app,
    {
      ...everyRoute,
      method: 'GET',
      url: '/me/',
      id: 'readConsoleMe',
      name: 'Console: me',
      summary: 'Read your own data and permissions',
      description: 'Does not count as use of the console session.',
      isBackground: true,
    },
    (call) => describeMe(context, call),
  )

  adminRoute(
    app,
    {
      ...everyRoute,
      method: 'POST',
      url: '/me/keep-alive/',
      id: 'keepConsoleSession',
      name: 'Console: stay logged in',
      summary: 'Stay logged in',
      description: 'Counts as use of the console session.',
      isReadOnly: true,
    },
    (call) => describeMe(context, call),
  )

  adminRoute(
    app,
    {
      ...everyRoute,
      method: 'POST',
      url: '/me/reauthenticate/',
      id: 'reauthenticate',
      name: 'Console: confirm your password',
      summary: 'Confirm your password for a sensitive action',
      description: 'Only with a console session.',
      body: Password,
      errors: ['too_many_attempts', 'overloaded', 'conflict'],
    },
    async (call) => {
      await reauthenticate(context, call.body.password, call.administrator)
      return describeMe(context, call)
    },
  )

  adminRoute(
    app,
    {
      ...everyRoute,
      method: 'POST',
      url: '/me/logout/',
      id: 'logOutOfConsole',
      name: 'Console: log out',
      summary: 'Log out of the console',
      description: 'API sessions are not affected.',
      response: Type.Null({ description: 'Logged out.' }),
      status: 204,
    },
    async ({ administrator, reply }) => {
      await logOutOfConsole(context, administrator)
      const cookie = expiredCookieHeader(context.config, consoleCookie(context.config))
      reply.header('set-cookie', cookie)
      return null
    },
  )
}

async function describeMe(context: Context, { administrator, request }: AdminCall) {
  const { actor, isSuperuser, permissions, source } = administrator
  const user = await getUser(context, actor.id ?? 0)
  const session = source === 'console' ? await findRequestSession(context, request) : undefined
  const token = session && sessionTokenOf(context, request)
  const { config, settings } = context

  return {
    id: user.id,
    email: user.email,
    username: user.username,
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
    token_algorithm: config.jwtAlgorithm,
    token_audience: config.jwtAudience ?? null,
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
    token_algorithm: 'ES256',
    token_audience: 'latchkey',
    access_token_lifetime_seconds: 30,
  }
}
