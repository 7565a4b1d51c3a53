import { type CryptoKey, importJWK, type JWK } from 'jose'
import { TokenError } from './token-error.ts'

export interface KeySetOptions {
  readonly issuer: string
  /** Where the keys are; absent: the issuer's metadata says. */
  readonly jwksUri: string | undefined
  readonly algorithms: readonly string[]
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Milliseconds. */
  readonly now: () => number
}

const maxAge = 600_000
const refreshAge = maxAge * 0.8
const maxStaleAge = 86_400_000
const coolDown = 30_000
/** While there are no keys: a service may be up before the server is. */
const firstCoolDown = 1_000
const timeout = 5_000
const maxBytes = 100_000
const maxKeys = 50

/**
 * The published keys of an issuer: ten minutes old at most, a day while it cannot be reached. Unknown key ids, however many,
 * lead to one request in 30 seconds.
 */
export class KeySet {
  readonly #options: KeySetOptions
  #keys: ReadonlyMap<string, JWK> = new Map()
  readonly #imported = new Map<JWK, Promise<CryptoKey | Uint8Array>>()
  #loadedAt = Number.NEGATIVE_INFINITY
  #triedAt = Number.NEGATIVE_INFINITY
  #loading: Promise<void> | undefined

  constructor(options: KeySetOptions) {
    this.#options = options
  }

  /** Whether a token that was verified with this key may still be. */
  has(kid: string): boolean {
    return this.#keys.has(kid)
  }

  /** @throws {TokenError} `invalid` for a key that is not published; `unavailable` while there are no keys. */
  async get(kid: string, algorithm: string): Promise<CryptoKey | Uint8Array> {
    await this.#keepFresh(kid)
    const jwk = this.#keys.get(kid)
    if (jwk?.alg !== algorithm) throw new TokenError('invalid', 'the key is not published')
    const imported = this.#imported.get(jwk) ?? importJWK(jwk, algorithm)
    this.#imported.set(jwk, imported)
    return imported
  }

  async #keepFresh(kid: string): Promise<void> {
    const now = this.#options.now()
    const age = now - this.#loadedAt
    const isKnown = this.#keys.has(kid)
    if (isKnown && age < refreshAge && age > -maxAge) return
    const pause = this.#keys.size === 0 ? firstCoolDown : coolDown
    const isCool = Math.abs(now - this.#triedAt) >= pause
    const loading = this.#loading ?? (isCool ? this.#load(now) : undefined)
    // Nobody waits for a refresh ahead of time.
    if (isKnown && age < maxAge) return
    await loading
    const staleAge = this.#options.now() - this.#loadedAt
    if (staleAge > maxStaleAge)
      throw new TokenError('unavailable', 'the keys of the issuer cannot be read')
  }

  #load(now: number): Promise<void> {
    this.#triedAt = now
    this.#loading = this.#read()
      .then((keys) => {
        this.#keys = keys
        this.#imported.clear()
        this.#loadedAt = now
      })
      // The keys so far serve on; without any the caller says so.
      .catch(() => {})
      .finally(() => {
        this.#loading = undefined
      })
    return this.#loading
  }

  async #read(): Promise<ReadonlyMap<string, JWK>> {
    const { algorithms } = this.#options
    const { keys } = await this.#readJson(this.#options.jwksUri ?? (await this.#discover()))
    if (!Array.isArray(keys) || keys.length > maxKeys) throw new Error('not a key set')
    const usable = keys.filter((key: JWK) => isUsable(key, algorithms))
    if (usable.length === 0) throw new Error('no usable key')
    return new Map(usable.map((key: JWK) => [key.kid ?? '', key]))
  }

  async #discover(): Promise<string> {
    const { issuer } = this.#options
    const metadata = await this.#readJson(
      `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    )
    // RFC 8414 section 3.3: otherwise they are the metadata of somebody else.
    if (metadata['issuer'] !== issuer) throw new Error('metadata of another issuer')
    return assertSafeUrl(String(metadata['jwks_uri']))
  }

  async #readJson(url: string): Promise<Record<string, unknown>> {
    const signal = AbortSignal.timeout(timeout)
    const headers = { accept: 'application/json' }
    const response = await this.#options.fetch(url, { signal, headers, redirect: 'error' })
    if (response.status !== 200) throw new Error(`${url} returned ${response.status}`)
    return JSON.parse(await readText(response))
  }
}

/** Public signature keys of the algorithms that are asked for. */
function isUsable(key: JWK, algorithms: readonly string[]): boolean {
  const isPublic = key.kty !== 'oct' && key.d === undefined
  const isForSignatures = key.use === undefined || key.use === 'sig'
  return isPublic && isForSignatures && Boolean(key.kid) && algorithms.includes(key.alg ?? '')
}

async function readText(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (let bytes = 0; ; ) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
    if (done) return text + decoder.decode()
    bytes += value.length
    if (bytes > maxBytes) {
      await reader?.cancel()
      throw new Error('too long')
    }
    text += decoder.decode(value, { stream: true })
  }
}

/** HTTPS, or HTTP on this machine. @throws {TypeError} */
export function assertSafeUrl(text: string): string {
  const { protocol, hostname } = new URL(text)
  const isLocal = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
  if (protocol === 'https:' || (protocol === 'http:' && isLocal)) return text
  throw new TypeError(`${text} must begin with https:`)
}
