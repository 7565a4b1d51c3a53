import { randomUUID } from 'node:crypto'
import type { Context } from '../../context.ts'
import { signAccessToken } from '../../crypto/access-token.ts'
import { formatRefreshToken, type RefreshToken } from '../../crypto/refresh-token.ts'

export interface TokenPair {
  readonly access_token: string
  readonly refresh_token: string
}

/** The response to a login and a refresh: a new access token of the session beside its refresh token. */
export function issueTokenPair(
  context: Context,
  session: { readonly id: number; readonly userId: number },
  refreshToken: RefreshToken,
): TokenPair {
  const now = context.now()
  const { jwtAudience: audience } = context.config
  const issuedAt = Math.floor(now / 1_000)
  const accessToken = signAccessToken(context.keys.signingKey(now), {
    iss: context.config.publicUrl,
    ...(audience === undefined ? {} : { aud: audience }),
    sub: String(session.userId),
    user_id: session.userId,
    sid: String(session.id),
    jti: randomUUID(),
    iat: issuedAt,
    exp: issuedAt + context.settings.values.ACCESS_TOKEN_LIFETIME,
  })
  return { access_token: accessToken, refresh_token: formatRefreshToken(refreshToken) }
}
