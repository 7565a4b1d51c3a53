import { base64url, type CryptoKey, importJWK, type JWK } from 'jose'
import { invalid, TokenError } from './token-error.ts'

export interface KeyReaderOptions {
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
const maxCharacters = 100_000

/**
 * The published keys of an issuer: ten minutes old at most, a day while it cannot be reached. Unknown key ids, however many,
 * lead to one request in 30 seconds.
 *
 * They go by the one header that a token signed with them has: nothing in a header is read, so nothing in it can name an
 * algorithm, a key or a URL.
 */
export function keyReader(options: KeyReaderOptions) {
  const { now } = options
  let keys: ReadonlyMap<string, CryptoKey> = new Map()
  /** In 1970, and so never. */
  let loadedAt = 0
  let triedAt = 0
  let loading: Promise<void> | undefined
  /** Why the last attempt failed. */
  let failure: unknown

  async function load(): Promise<void> {
    triedAt = now()
    try {
      keys = await readKeys(options)
      loadedAt = triedAt
      failure = undefined
    } catch (error) {
      // The keys so far serve on; without any the caller says so.
      failure = error
    }
    loading = undefined
  }

  async function keepFresh(header: string): Promise<void> {
    const age = now() - loadedAt
    const isKnown = keys.has(header)
    if (isKnown && age < refreshAge && age > -maxAge) return
    const pause = keys.size > 0 ? coolDown : firstCoolDown
    if (Math.abs(now() - triedAt) >= pause) loading ??= load()
    // Nobody waits for a refresh ahead of time.
    if (!isKnown || age >= maxAge) await loading
  }

  /** @throws {TokenError} `invalid_token` for a key that is not published; `verifier_unavailable` where nobody knows whether it is. */
  return async (header: string): Promise<CryptoKey> => {
    await keepFresh(header)
    const key = keys.get(header)
    if ((!key && failure) || now() - loadedAt > maxStaleAge)
      throw new TokenError('verifier_unavailable', `no keys: ${failure}`)
    if (key) return key
    throw invalid('unknown key')
  }
}

async function readKeys(options: KeyReaderOptions): Promise<ReadonlyMap<string, CryptoKey>> {
  const document = await readJson(options.jwksUri ?? (await discover(options)), options)
  const published = new Map<string, CryptoKey>()
  for (const jwk of document['keys'] as readonly JWK[]) {
    const { kid, alg = '', use = 'sig' } = jwk
    if (!kid || use !== 'sig' || !options.algorithms.includes(alg)) continue
    // Keys that cannot be used are passed over (RFC 7517 section 5), and so are private keys and shared secrets.
    const key = (await importJWK(jwk).catch(() => undefined)) as CryptoKey | undefined
    if (key?.type === 'public')
      published.set(base64url.encode(JSON.stringify({ alg, typ: 'at+jwt', kid })), key)
  }
  if (published.size === 0) throw new Error('no usable key')
  return published
}

async function discover(options: KeyReaderOptions): Promise<string> {
  const { issuer } = options
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const metadata = await readJson(url, options)
  // RFC 8414 section 3.3: otherwise they are the metadata of somebody else.
  if (metadata['issuer'] !== issuer) throw new Error('wrong issuer')
  return assertSafeUrl(String(metadata['jwks_uri']))
}

async function readJson(
  url: string,
  { fetch }: KeyReaderOptions,
): Promise<Record<string, unknown>> {
  const signal = AbortSignal.timeout(timeout)
  const { status, body } = await fetch(url, { signal, redirect: 'error' })
  if (status !== 200) throw new Error(`${url} returned ${status}`)
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > maxCharacters) throw new Error(`${url} is too long`)
  }
  return JSON.parse(text)
}

/** HTTPS, or HTTP on this machine. @throws {TypeError} */
export function assertSafeUrl(text: string): string {
  if (/^(https|http:..(localhost|127\.0\.0\.1|\[::1])(:|$))/.test(new URL(text).origin)) return text
  throw new TypeError(`${text} is not https:`)
}
