import { base } from './base.ts'
import { readClaims } from './claims.ts'

/** An access token, in the memory of this page and nowhere else. */
export interface Held {
  readonly token: string
  readonly claims: Readonly<Record<string, unknown>>
  /** Milliseconds by this browser's clock. */
  readonly expiresAt: number
  readonly lifetime: number
  /** Whether the server's cookie can renew it. */
  readonly isRenewed: boolean
}

export interface Refusal {
  readonly body: unknown
  readonly retryAfter: string | null
}

type Listener = (held: Held | undefined) => void

const helper = `${base}/api/-/session/`
// Says only that there may be a session, so that pages without one ask nothing.
const hintKey = 'latchkey-page-session'
const retryMilliseconds = 5_000
const lateMilliseconds = 3_000
// Longer delays than this are none to setTimeout.
const maxDelay = 2_147_483_647

/** Whether this browser logged in on a page and has not logged out since. */
export function mayHaveSession(): boolean {
  return localStorage.getItem(hintKey) !== null
}

/** The page's session: logs in, renews the access token before it expires, logs out. */
export class PageSession {
  #held: Held | undefined
  #renewal: Promise<Held | undefined> | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #listeners: Listener[] = []

  get held(): Held | undefined {
    return this.#held
  }

  onChange(listener: Listener): void {
    this.#listeners.push(listener)
  }

  /** Undefined when it worked, else what the server refused with. */
  async logIn(email: string, password: string): Promise<Refusal | undefined> {
    const answer = await askHelper('POST', helper, { email, password })
    const body = await bodyOf(answer)
    if (!answer.ok) return { body, retryAfter: answer.headers.get('retry-after') }
    localStorage.setItem(hintKey, 'yes')
    this.#hold(body['access_token'], true)
    return undefined
  }

  /** Uses a token from elsewhere. Says whether it looks like one. */
  paste(token: string): boolean {
    return this.#hold(token.trim(), false)
  }

  async logOut(): Promise<void> {
    const wasRenewed = this.#held?.isRenewed
    this.drop()
    if (!wasRenewed) return
    localStorage.removeItem(hintKey)
    await askHelper('DELETE', helper)
  }

  /** Forgets the token. */
  drop(): void {
    clearTimeout(this.#timer)
    this.#held = undefined
    this.#tell()
  }

  /** The token to send now: renewed first when it would expire on the way. */
  async freshToken(): Promise<string | undefined> {
    const held = this.#held
    if (held?.isRenewed && held.expiresAt - Date.now() < lateMilliseconds) await this.renew()
    return this.#held?.token
  }

  /** Trades the cookie for the next access token; all callers share one request. */
  renew(): Promise<Held | undefined> {
    this.#renewal ??= this.#renewOnce().finally(() => {
      this.#renewal = undefined
    })
    return this.#renewal
  }

  /** After sleep and in tabs that were in the background, timers come late. */
  wake(): void {
    const held = this.#held
    if (held?.isRenewed && Date.now() >= renewAt(held)) void this.renew()
  }

  async #renewOnce(): Promise<Held | undefined> {
    const answer = await inSequence(() => askHelper('POST', `${helper}refresh/`)).catch(
      () => undefined,
    )
    if (!answer || answer.status >= 500) {
      // Neither the network nor an outage logs anybody out.
      this.#schedule(retryMilliseconds)
      return this.#held
    }
    if (answer.status === 200) {
      this.#hold((await bodyOf(answer))['access_token'], true)
      return this.#held
    }
    localStorage.removeItem(hintKey)
    this.drop()
    return undefined
  }

  #hold(token: unknown, isRenewed: boolean): boolean {
    const claims = typeof token === 'string' ? readClaims(token) : undefined
    if (typeof token !== 'string' || !claims) return false

    const lifetime = (Number(claims['exp']) - Number(claims['iat'])) * 1_000
    // A token that was made just now needs no clock but ours; one from elsewhere says when it ends.
    const expiresAt = isRenewed ? Date.now() + lifetime : Number(claims['exp']) * 1_000
    this.#held = { token, claims, expiresAt, lifetime, isRenewed }
    if (isRenewed) this.#schedule(renewAt(this.#held) - Date.now())
    else this.#dropAt(expiresAt)
    this.#tell()
    return true
  }

  #schedule(milliseconds: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.renew(), Math.max(milliseconds, 0))
  }

  /** What nothing renews is over when it expires. */
  #dropAt(timestamp: number): void {
    clearTimeout(this.#timer)
    const milliseconds = Math.min(Math.max(timestamp - Date.now(), 0), maxDelay)
    this.#timer = setTimeout(() => this.drop(), milliseconds)
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.#held)
  }
}

/** At four fifths of its life, or a minute before its end. */
function renewAt({ expiresAt, lifetime }: Held): number {
  return expiresAt - Math.min(60_000, lifetime / 5)
}

/** One tab after the other, each with the cookie of the one before: a token that is used twice is a theft. */
function inSequence(ask: () => Promise<Response>): Promise<Response> {
  // Only secure origins have locks; elsewhere the grace of the server covers tabs that meet.
  const { locks } = navigator as { readonly locks?: LockManager }
  return locks ? locks.request('latchkey-page-session', ask) : ask()
}

function askHelper(method: string, url: string, body?: object): Promise<Response> {
  return fetch(url, {
    method,
    headers: {
      accept: 'application/json',
      'x-latchkey-page': '1',
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
}

async function bodyOf(answer: Response): Promise<Record<string, unknown>> {
  const body: unknown = await answer.json().catch(() => undefined)
  return typeof body === 'object' && body !== null ? { ...body } : {}
}
