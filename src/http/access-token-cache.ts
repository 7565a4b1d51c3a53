import {
  type AccessTokenClaims,
  type Expectations,
  type TokenKey,
  type Verification,
  verifyAccessToken,
} from '../crypto/access-token.ts'
import { RecentEntries } from '../recent-entries.ts'

const minRemembered = 10_000

/**
 * Remembers verified tokens, because a client sends the same one many times in its life. Keyed by the whole
 * token; expiry, and that the key is still trusted, are checked again at every use.
 */
export class AccessTokenCache {
  readonly #verified = new RecentEntries<{ claims: AccessTokenClaims; key: TokenKey }>(
    minRemembered,
  )

  verify(
    token: string,
    keysByHeader: ReadonlyMap<string, TokenKey>,
    expected: Expectations,
  ): Verification {
    const known = this.#verified.get(token)
    if (!known || keysByHeader.get(known.key.header) !== known.key) {
      return this.#verifyAndRemember(token, keysByHeader, expected)
    }
    return known.claims.exp > expected.nowSeconds
      ? { status: 'valid', ...known }
      : { status: 'expired' }
  }

  #verifyAndRemember(
    token: string,
    keysByHeader: ReadonlyMap<string, TokenKey>,
    expected: Expectations,
  ): Verification {
    const verification = verifyAccessToken(token, keysByHeader, expected)
    if (verification.status !== 'valid') return verification

    this.#verified.set(token, { claims: verification.claims, key: verification.key })
    return verification
  }
}
