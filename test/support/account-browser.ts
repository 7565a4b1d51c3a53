import { password } from './people.ts'
import type { TestServer } from './test-server.ts'

export interface Shown {
  readonly status: number
  readonly location: string | undefined
  readonly text: string
}

/** A browser on the pages of an account, as far as cookies and forms go. */
export class AccountBrowser {
  readonly #server: TestServer
  readonly #cookies = new Map<string, string>()
  #formToken = ''

  constructor(server: TestServer) {
    this.#server = server
  }

  /** The value of a cookie, or nothing. */
  cookie(name: string): string | undefined {
    return this.#cookies.get(name)
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value)
  }

  open(path: string): Promise<Shown> {
    return this.#fetch(path, {})
  }

  /** Sends a form with the token that the last page had. */
  send(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Shown> {
    const body = new URLSearchParams({ csrf_token: this.#formToken, ...fields })
    return this.#fetch(path, { method: 'POST', body, headers })
  }

  async logIn(email: string): Promise<Shown> {
    await this.open('/account/login/')
    return this.send('/account/login/', { email, password })
  }

  async #fetch(path: string, { headers = {}, ...options }: RequestInit): Promise<Shown> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(this.#server.origin + path, {
      ...options,
      redirect: 'manual',
      headers: { accept: 'text/html', cookie, ...headers },
    })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    const text = await response.text()
    this.#formToken = /name="csrf_token" value="([^"]+)"/.exec(text)?.[1] ?? this.#formToken
    return {
      status: response.status,
      location: response.headers.get('location') ?? undefined,
      text,
    }
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (line.includes('Max-Age=0')) this.#cookies.delete(name)
    else this.#cookies.set(name, value)
  }
}
