import type { ClientInfo, Context } from '../context.ts'
import { parseRefreshToken } from '../crypto/refresh-token.ts'
import { ApiError } from '../errors.ts'
import type { Credentials } from '../features/authentication/verify-credentials.ts'
import { logIn } from '../features/sessions/log-in.ts'
import { logOut } from '../features/sessions/log-out.ts'
import { refresh } from '../features/sessions/refresh.ts'

/** What the page gets: the access token, and for its cookie the refresh token or nothing. */
export interface PageSession {
  readonly accessToken: string | undefined
  readonly refreshToken: string | undefined
  /** Why there is no access token although a cookie was sent. */
  readonly refusal?: ApiError
}

const nobody: PageSession = { accessToken: undefined, refreshToken: undefined }

/** Opens a session for the page. @throws {ApiError} what login throws */
export async function openPageSession(
  context: Context,
  credentials: Credentials,
  client: ClientInfo,
): Promise<PageSession> {
  const pair = await logIn(context, credentials, client)
  return { accessToken: pair.access_token, refreshToken: pair.refresh_token }
}

/** Moves the page's session on. One that is over is forgotten; an outage of ours keeps it. */
export async function renewPageSession(
  context: Context,
  cookie: string | undefined,
  client: ClientInfo,
): Promise<PageSession> {
  const token = parseRefreshToken(cookie ?? '')
  if (!token) return nobody
  try {
    const pair = await refresh(context, token, client)
    return { accessToken: pair.access_token, refreshToken: pair.refresh_token }
  } catch (error) {
    if (error instanceof ApiError) return { ...nobody, refusal: error }
    throw error
  }
}

/** Ends the page's session, if it has one. */
export async function closePageSession(
  context: Context,
  cookie: string | undefined,
  client: ClientInfo,
): Promise<void> {
  const token = parseRefreshToken(cookie ?? '')
  if (token) await logOut(context, token, client)
}
