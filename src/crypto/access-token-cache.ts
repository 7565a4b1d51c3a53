import {
  type AccessTokenClaims,
  type Expectations,
  type TokenKey,
  type Verification,
  verifyAccessToken,
} from './access-token.ts'

const capacity = 10_000

/**
 * Remembers verified tokens, because a client sends the same one many times in its life. Keyed by the whole
 * token; expiry, and that the key is still trusted, are checked again at every use. Bounded: the oldest go first.
 */
export class AccessTokenCache {
  readonly #verified = new Map<string, { claims: AccessTokenClaims; key: TokenKey }>()

  verify(
    token: string,
    keysByHeader: ReadonlyMap<string, TokenKey>,
    expected: Expectations,
  ): Verification {
    const known = this.#verified.get(token)
    if (!known || keysByHeader.get(known.key.header) !== known.key) {
      return this.#verifyAndRemember(token, keysByHeader, expected)
    }
    if (known.claims.exp > expected.nowSeconds) return { status: 'valid', ...known }

    this.#verified.delete(token)
    return { status: 'expired' }
  }

  #verifyAndRemember(
    token: string,
    keysByHeader: ReadonlyMap<string, TokenKey>,
    expected: Expectations,
  ): Verification {
    const verification = verifyAccessToken(token, keysByHeader, expected)
    if (verification.status !== 'valid') return verification

    if (this.#verified.size >= capacity) {
      const oldest = this.#verified.keys().next().value
      if (oldest !== undefined) this.#verified.delete(oldest)
    }
    this.#verified.set(token, { claims: verification.claims, key: verification.key })
    return verification
  }
}
