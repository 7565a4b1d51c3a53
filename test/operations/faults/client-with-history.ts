import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../../sessions/model/random.ts'

/** What came back; undefined when nobody knows whether the request had an effect. */
type Outcome = { readonly status: number; readonly body: Record<string, string> } | undefined

export interface ClientOptions {
  readonly name: string
  readonly random: Random
  /** The node to ask, again at each request. */
  readonly origin: () => string
  /** How many of a hundred responses get lost on the way. */
  readonly lostPercent: () => number
}

const requestTimeoutMilliseconds = 15_000

/**
 * An honest client, one request at a time. It keeps what it was promised and tries again, with the same token, whatever got
 * no definite answer. What must not happen goes into `violations`.
 */
export class ClientWithHistory {
  readonly violations: string[] = []
  /** Acknowledged effects, by kind. */
  readonly acknowledged = new Map<string, number>()
  readonly #options: ClientOptions
  readonly #loggedOut: string[] = []
  #email: string
  #password: string
  #accessToken = ''
  #refreshToken = ''
  #count = 0

  constructor(options: ClientOptions) {
    this.#options = options
    this.#email = `${options.name}@example.com`
    this.#password = `first words of ${options.name}`
  }

  async begin(): Promise<void> {
    await this.#register(this.#email)
    await this.#logIn()
  }

  async step(): Promise<void> {
    const chance = this.#options.random.below(100)
    if (chance < 60) return this.#refresh()
    if (chance < 72) return this.#logIn()
    if (chance < 84) return this.#logOut()
    if (chance < 92) return this.#changePassword()
    this.#count += 1
    await this.#register(`${this.#options.name}-${this.#count}@example.com`)
  }

  /** Once all faults are over: everything that was acknowledged is there. */
  async check(): Promise<void> {
    // Each effect at least once, however little a busy machine has done.
    await this.#logOut()
    await this.#changePassword()
    await this.#refresh()
    await this.#refresh()
    for (const token of this.#loggedOut) {
      const { status } = await this.#untilAnswered('/api/refresh/', { refresh_token: token })
      if (status !== 400) this.#violate(`a token that was logged out returns ${status}`)
    }
    await this.#logIn()
    for (let index = 1; index <= this.#count; index += 1) {
      const email = `${this.#options.name}-${index}@example.com`
      const { status } = await this.#untilAnswered('/api/register/', this.#person(email))
      if (status !== 400) this.#violate(`${email} was registered, and again: ${status}`)
    }
  }

  #person(email: string) {
    return { email, password: this.#password }
  }

  async #register(email: string): Promise<void> {
    // When the first response got lost, the second says that the email is taken.
    const { status } = await this.#untilAnswered('/api/register/', this.#person(email))
    this.#expect('register', status, 201, 400)
  }

  async #logIn(): Promise<void> {
    const { status, body } = await this.#untilAnswered('/api/login/', this.#person(this.#email))
    this.#expect('login', status, 200)
    if (status === 200) this.#keep(body)
  }

  async #refresh(): Promise<void> {
    const request = { refresh_token: this.#refreshToken }
    const { status, body } = await this.#untilAnswered('/api/refresh/', request)
    this.#expect('refresh', status, 200)
    if (status === 200) this.#keep(body)
    else await this.#logIn()
  }

  async #logOut(): Promise<void> {
    const token = this.#refreshToken
    const { status } = await this.#untilAnswered('/api/logout/', { refresh_token: token })
    // When the first response got lost, the session has ended already.
    this.#expect('logout', status, 200, 204, 400)
    this.#loggedOut.push(token)
    await this.#logIn()
  }

  async #changePassword(): Promise<void> {
    await this.#refresh()
    const next = `words number ${this.#options.random.below(1_000_000)} of ${this.#options.name}`
    const change = { current_password: this.#password, new_password: next }
    const before = this.#refreshToken
    const { status } = await this.#untilAnswered('/api/me/password/', change)
    // When the first response got lost, the current password is the new one already: nothing else explains a 400.
    this.#expect('password change', status, 200, 400)
    this.#password = next
    await this.#logIn()
    if (before === this.#refreshToken) this.#violate('a login returned a token from before')
  }

  #keep(body: Record<string, string>): void {
    this.#refreshToken = body['refresh_token'] ?? ''
    this.#accessToken = body['access_token'] ?? ''
  }

  #expect(kind: string, status: number, ...right: number[]): void {
    if (!right.includes(status)) this.#violate(`${kind} returned ${status}`)
    else this.acknowledged.set(kind, (this.acknowledged.get(kind) ?? 0) + 1)
  }

  #violate(what: string): void {
    this.violations.push(`${this.#options.name}: ${what}`)
  }

  /** A response that says whether it worked. 503 and broken connections are tried again, anything else of ours is a fault. */
  async #untilAnswered(path: string, body: object): Promise<NonNullable<Outcome>> {
    for (;;) {
      const outcome = await this.#send(path, body)
      if (outcome && outcome.status >= 500 && outcome.status !== 503) {
        this.#violate(`${path} returned ${outcome.status}`)
      } else if (outcome && outcome.status !== 503 && !isOvertaken(path, outcome)) {
        return outcome
      }
      if (outcome?.status === 401) await this.#refresh()
      else await sleep(50)
    }
  }

  async #send(path: string, body: object): Promise<Outcome> {
    const isLost = this.#options.random.below(100) < this.#options.lostPercent()
    const patience = isLost ? 1 + this.#options.random.below(30) : requestTimeoutMilliseconds
    try {
      const response = await fetch(`${this.#options.origin()}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${this.#accessToken}`,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(patience),
      })
      const text = await response.text()
      return isLost ? undefined : { status: response.status, body: text ? JSON.parse(text) : {} }
    } catch {
      return undefined
    }
  }
}

/** The access token ended in the meantime, or the request before, whose response got lost, changed the password. */
function isOvertaken(path: string, { status }: NonNullable<Outcome>): boolean {
  return path === '/api/me/password/' && (status === 401 || status === 409)
}
