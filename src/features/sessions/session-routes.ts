import type { Context } from '../../context.ts'
import { parseRefreshToken, type RefreshToken } from '../../crypto/refresh-token.ts'
import { ApiError } from '../../errors.ts'
import { clientInfoOf } from '../../http/client-info.ts'
import { errorResponses } from '../../http/error-responses.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { logIn } from './log-in.ts'
import { logOut } from './log-out.ts'
import { refresh } from './refresh.ts'
import { stepUp } from './step-up.ts'

const Credentials = Type.Object(
  {
    email: Type.String({
      format: 'email',
      minLength: 1,
      description: 'Email address of the account.',
    }),
    password: Type.String({
      minLength: 1,
      description: 'Its password. Leading and trailing whitespace is removed.',
      'x-accepts-numbers': true,
    }),
  },
  {
    title: 'Credentials',
    examples: [{ email: 'alice@example.com', password: 'correct horse battery' }],
  },
)

const PresentedToken = Type.Object(
  {
    refresh_token: Type.String({
      format: 'refresh-token',
      description: 'The refresh token of the session, as it was last issued.',
    }),
  },
  {
    title: 'PresentedRefreshToken',
    examples: [{ refresh_token: 'f81d4fae-7dec-41d0-a765-00a0c91e6bf6' }],
  },
)

const Confirmation = Type.Object(
  {
    ...PresentedToken.properties,
    password: Type.String({ minLength: 1, description: 'The password of the account.' }),
  },
  {
    title: 'StepUp',
    examples: [
      {
        refresh_token: 'f81d4fae-7dec-41d0-a765-00a0c91e6bf6',
        password: 'correct horse battery',
      },
    ],
  },
)

export const TokenPairBody = Type.Object(
  {
    access_token: Type.String({
      description: 'JWT for `Authorization: Bearer`; valid for ACCESS_TOKEN_LIFETIME seconds.',
    }),
    refresh_token: Type.String({
      format: 'uuid',
      description: 'Exchange it at /api/refresh/ for the next pair; each can be used once.',
    }),
  },
  {
    title: 'TokenPair',
    description: 'A new access token and the refresh token that follows.',
    examples: [
      { access_token: 'eyJhbGciOi…', refresh_token: 'f81d4fae-7dec-41d0-a765-00a0c91e6bf6' },
    ],
  },
)

const LoggedOut = Type.Object(
  { success: Type.Literal('User logged out.', { description: 'Always this sentence.' }) },
  {
    title: 'LoggedOut',
    description: 'The session is over.',
    examples: [{ success: 'User logged out.' }],
  },
)

const everywhere = [
  'not_acceptable',
  'body_unreadable',
  'unsupported_media_type',
  'body_too_large',
  'unavailable',
] as const

/** Who is logged in: log in, refresh, log out. */
export function sessionRoutes(app: App, context: Context): void {
  app.post(
    '/login/',
    {
      config: { name: 'Login' },
      schema: {
        operationId: 'login',
        summary: 'Log in with email and password',
        description: 'Opens a session and returns its first token pair.',
        tags: ['Sessions'],
        body: Credentials,
        response: {
          200: TokenPairBody,
          ...errorResponses(
            'validation_failed',
            'invalid_credentials',
            'email_unverified',
            'too_many_attempts',
            'overloaded',
            ...everywhere,
          ),
        },
      },
    },
    (request) => logIn(context, request.body, clientInfoOf(request)),
  )

  app.post(
    '/refresh/',
    {
      config: { name: 'Refresh Token' },
      schema: {
        operationId: 'refresh',
        summary: 'Exchange a refresh token for the next pair',
        description:
          'Each refresh token is used once. A repetition within REFRESH_TOKEN_REUSE_GRACE seconds gets the same successor; any other reuse ends the session.',
        tags: ['Sessions'],
        body: PresentedToken,
        response: {
          200: TokenPairBody,
          ...errorResponses(
            'refresh_token_required',
            'refresh_token_malformed',
            'refresh_token_invalid',
            'refresh_token_reused',
            ...everywhere,
          ),
        },
      },
    },
    (request) => refresh(context, parseToken(request.body.refresh_token), clientInfoOf(request)),
  )

  stepUpRoute(app, context)
  logoutRoute(app, context)
}

function stepUpRoute(app: App, context: Context): void {
  app.post(
    '/step-up/',
    {
      config: { name: 'Step up' },
      schema: {
        operationId: 'stepUp',
        summary: 'Confirm your password',
        description:
          'Refreshes the session and makes its authentication recent, which sensitive actions require. A wrong password does not use the refresh token.',
        tags: ['Sessions'],
        body: Confirmation,
        response: {
          200: TokenPairBody,
          ...errorResponses(
            'validation_failed',
            'too_many_attempts',
            'overloaded',
            'refresh_token_required',
            'refresh_token_malformed',
            'refresh_token_invalid',
            'refresh_token_reused',
            ...everywhere,
          ),
        },
      },
    },
    (request) => {
      const { refresh_token: token, password } = request.body
      return stepUp(context, { token: parseToken(token), password }, clientInfoOf(request))
    },
  )
}

function logoutRoute(app: App, context: Context): void {
  app.post(
    '/logout/',
    {
      config: { name: 'Logout' },
      schema: {
        operationId: 'logout',
        summary: 'End the session of a refresh token',
        description: 'Also succeeds for a token that is unknown, used or expired.',
        tags: ['Sessions'],
        body: PresentedToken,
        response: {
          200: LoggedOut,
          ...errorResponses('refresh_token_required', 'refresh_token_malformed', ...everywhere),
        },
      },
    },
    async (request) => {
      await logOut(context, parseToken(request.body.refresh_token), clientInfoOf(request))
      return { success: 'User logged out.' as const }
    },
  )
}

/**
 * What is wrong with the value of a field for a refresh token. Absent and empty values of every kind count as missing, as
 * in the language of the Django server.
 */
export function refreshTokenError(value: unknown): ApiError | undefined {
  const isEmpty =
    typeof value === 'object' && value !== null ? Object.keys(value).length === 0 : !value
  if (isEmpty) return new ApiError('refresh_token_required')
  const isToken = typeof value === 'string' && parseRefreshToken(value)
  return isToken ? undefined : new ApiError('refresh_token_malformed')
}

function parseToken(text: string): RefreshToken {
  const token = parseRefreshToken(text)
  if (!token) throw new ApiError('refresh_token_malformed')
  return token
}
