import { setTimeout as sleep } from 'node:timers/promises'

export const superuser = { email: 'root@example.com', password: 'root of all the settings' }
const key = 'EMAILS_PER_RECIPIENT'

/** A superuser who changes one setting again and again, and knows which value was acknowledged last. */
export class SettingHistory {
  readonly violations: string[] = []
  acknowledged = 0
  readonly #origin: () => string
  /** What may be in force: one value, or more while an outcome is unknown. */
  #possible = new Set<number>()
  #value = 5

  constructor(origin: () => string) {
    this.#origin = origin
  }

  async change(): Promise<void> {
    this.#value = (this.#value % 50) + 1
    this.#possible.add(this.#value)
    const status = await this.#send('PATCH', { value: this.#value }).then(
      (answer) => answer?.status,
    )
    if (status === 200) {
      this.acknowledged += 1
      this.#possible = new Set([this.#value])
    } else if (status !== undefined && status !== 503 && status !== 401) {
      // 401 while a clock is set: the token that was just made is of another time.
      this.violations.push(`changing the setting returned ${status}`)
    } else await sleep(50)
  }

  async check(): Promise<void> {
    while (this.acknowledged === 0) await this.change()
    const answer = await this.#send('GET')
    const value = answer?.body['value']
    if (!this.#possible.has(Number(value))) {
      this.violations.push(`the setting is ${value}, not ${[...this.#possible].join(' or ')}`)
    }
  }

  async #send(method: string, body?: object) {
    try {
      const login = await this.#fetch('POST', '/api/login/', '', superuser)
      if (login.status !== 200) return login
      const token = String(login.body['access_token'])
      return await this.#fetch(method, `/api/admin/settings/${key}/`, token, body)
    } catch {
      return undefined
    }
  }

  async #fetch(method: string, path: string, token: string, body?: object) {
    const response = await fetch(`${this.#origin()}${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(15_000),
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
}
