import { createHmac, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto'
import type { Logger } from 'pino'
import type { Config } from '../../config/read-config.ts'
import { encodeHeader, type TokenKey } from '../../crypto/access-token.ts'
import { deriveKey } from '../../crypto/derive-keys.ts'
import { unseal } from '../../crypto/seal.ts'
import type { Secrets } from '../../crypto/secrets.ts'
import { readKeyPair } from '../../crypto/signing-algorithms.ts'
import { oneAtATime } from '../../database/one-at-a-time.ts'
import type { Database } from '../../database/tables.ts'
import { maxAccessTokenLifetimeSeconds } from '../settings/definitions.ts'
import { listKeys, type StoredKey } from './key-repository.ts'

interface RingKey {
  readonly stored: StoredKey
  /** Without a signing key when SECRET_KEY no longer opens it; it still verifies. */
  readonly tokenKey: TokenKey & { readonly canSign: boolean }
}

/** No key of this server signs now: none was made, or SECRET_KEY does not open it. */
export class NoSigningKeyError extends Error {
  override readonly name = 'NoSigningKeyError'
  /** Known to database/transient-errors.ts: until someone brings the secret back the service is unavailable. */
  readonly code = 'NO_SIGNING_KEY'

  constructor() {
    super('No signing key can be used. Was SECRET_KEY changed without SECRET_KEY_FALLBACKS?')
  }
}

declare module '../../context.ts' {
  interface Context {
    /** The signing keys this node knows. */
    readonly keys: KeyRing
  }
}

/** The signing keys this node knows: which one signs now, and which verify. */
export class KeyRing {
  readonly #config: Config
  readonly #log: Logger
  readonly #sealKeys: readonly KeyObject[]
  readonly #sharedSecretKeys = new Map<string, TokenKey>()
  #ring: readonly RingKey[] = []
  #byHeader: ReadonlyMap<string, TokenKey> = new Map()
  /** The time from which `#byHeader` would hold a retired key. */
  #byHeaderUntil = 0
  /** Until when replaced shared secrets verify, milliseconds; known from the first use. */
  #fallbacksUntil: number | undefined

  constructor(config: Config, secrets: Secrets, log: Logger) {
    this.#config = config
    this.#log = log
    this.#sealKeys = secrets.signingKeys
  }

  /** Reads the keys anew, keeping those that are already open. */
  readonly reload = oneAtATime((db: Database) => this.#read(db))

  async #read(db: Database): Promise<void> {
    const stored = await listKeys(db)
    const open = new Map(this.#ring.map((key) => [key.stored.kid, key.tokenKey]))
    this.#ring = stored.map((key) => ({
      stored: key,
      tokenKey: open.get(key.kid) ?? this.#open(key),
    }))
    this.#byHeaderUntil = 0
  }

  /** The key that signs now. @throws {NoSigningKeyError} */
  signingKey(now: number): TokenKey {
    if (this.#config.jwtAlgorithm === 'HS256')
      return this.#sharedSecretKey(this.#config.secretKeys[0])

    // While a switch of algorithm is on its way the previous key goes on signing.
    const usable = this.#ring.filter(
      ({ stored, tokenKey }) => tokenKey.canSign && stored.revokedAt === undefined,
    )
    // A clock that was set back to before the oldest key must not stop all logins.
    const current = usable.find(({ stored }) => stored.activatesAt <= now) ?? usable.at(-1)
    if (!current) throw new NoSigningKeyError()
    return current.tokenKey
  }

  /** Every key whose tokens are accepted now, by the header of those tokens. */
  verificationKeys(now: number): ReadonlyMap<string, TokenKey> {
    if (now >= this.#byHeaderUntil) this.#collectVerificationKeys(now)
    return this.#byHeader
  }

  /** The public keys as a JWK Set (RFC 7517 §5), those announced but not yet signing included. */
  publicJwks(now: number): { keys: unknown[] } {
    if (this.#config.jwtAlgorithm === 'HS256') return { keys: [] }
    const keys = this.#ring.filter(({ stored }) => isTrusted(stored, now))
    return { keys: keys.map(({ stored }) => JSON.parse(stored.publicJwk)) }
  }

  /** The algorithms of all keys whose tokens are accepted: two while JWT_ALGORITHM is being switched. */
  algorithms(now: number): string[] {
    const algorithms = [...this.verificationKeys(now).values()].map(({ algorithm }) => algorithm)
    return [...new Set(algorithms)].sort()
  }

  #collectVerificationKeys(now: number): void {
    const trusted =
      this.#config.jwtAlgorithm === 'HS256'
        ? this.#sharedSecrets(now).map((secret) => this.#sharedSecretKey(secret))
        : this.#ring.filter(({ stored }) => isTrusted(stored, now)).map(({ tokenKey }) => tokenKey)
    const retirements = this.#ring
      .map(({ stored }) => stored.retiresAt ?? Number.POSITIVE_INFINITY)
      .filter((retiresAt) => retiresAt > now)

    this.#byHeader = new Map(trusted.map((key) => [key.header, key]))
    const fallbacksUntil = this.#fallbacksUntil ?? now
    this.#byHeaderUntil = Math.min(
      Number.POSITIVE_INFINITY,
      ...(fallbacksUntil > now ? [fallbacksUntil] : []),
      ...retirements,
    )
  }

  /** A replaced secret verifies until the last token signed with it must have expired, and no longer. */
  #sharedSecrets(now: number): readonly string[] {
    const [current, ...fallbacks] = this.#config.secretKeys
    this.#fallbacksUntil ??= now + maxAccessTokenLifetimeSeconds * 1_000
    return now < this.#fallbacksUntil ? [current, ...fallbacks] : [current]
  }

  /** The compatibility mode: SECRET_KEY itself signs, as with the Django server. Cached for its few values. */
  #sharedSecretKey(secret: string): TokenKey {
    const known = this.#sharedSecretKeys.get(secret)
    if (known) return known

    const key: KeyObject = createSecretKey(Buffer.from(secret))
    const hash = createHmac('sha256', deriveKey(secret, 'shared-secret-id')).digest('base64url')
    const kid = hash.slice(0, 16)
    const typ = this.#config.jwtAudience === undefined ? 'JWT' : 'at+jwt'
    const header = encodeHeader('HS256', kid, typ)
    const tokenKey: TokenKey = {
      kid,
      algorithm: 'HS256',
      signingKey: key,
      verificationKey: key,
      header,
    }
    this.#sharedSecretKeys.set(secret, tokenKey)
    return tokenKey
  }

  #open(stored: StoredKey): RingKey['tokenKey'] {
    const verificationKey = createPublicKey({ key: JSON.parse(stored.publicJwk), format: 'jwk' })
    const opened = unseal(this.#sealKeys, stored.privateKeyEncrypted, stored.kid)
    if (!opened)
      this.#log.error({ event: 'keys.unreadable', kid: stored.kid }, 'signing key ignored')

    return {
      kid: stored.kid,
      algorithm: stored.algorithm,
      signingKey: opened ? readKeyPair(opened.plaintext).privateKey : verificationKey,
      verificationKey,
      header: encodeHeader(stored.algorithm, stored.kid),
      canSign: opened !== undefined,
    }
  }
}

export function isTrusted(key: StoredKey, now: number): boolean {
  return key.revokedAt === undefined && (key.retiresAt === undefined || key.retiresAt > now)
}
