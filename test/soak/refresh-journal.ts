/** How long the server repeats itself. */
const graceMilliseconds = 10_000

/** Every refresh that reached the server, when a tab sent it, and what came of it. */
export class RefreshJournal {
  requests = 0
  /** Of these, those whose response did not arrive, so that there had to be another. */
  lost = 0
  /**
   * Logouts because of a request that was on its way for so long that the grace was over, or the session two tokens ahead,
   * when it arrived, although neither was when it was sent. A machine under load does that; no client can help it.
   */
  overtaken = 0
  /** What clients did wrong, or the server. */
  readonly faults: string[] = []
  readonly #tokens = new Map<string, Token>()
  #isOver = false

  /** Tokens that followed another. */
  get successors(): number {
    return [...this.#tokens.values()].filter(({ next }) => next).length
  }

  add(presented: string, sentAt: number, { status, text }: { status: number; text: string }): void {
    this.requests += 1
    // The server is too busy, which ends nothing.
    if (status >= 500) return
    const { refresh_token: next, code } = JSON.parse(text)
    const token = this.#tokens.get(presented) ?? {}
    if (status !== 200) this.#refuse(token, sentAt, `${status} ${code}`)
    else if (token.next && token.next !== next) this.faults.push('two successors of one token')
    else this.#tokens.set(presented, { next, replacedAt: token.replacedAt ?? Date.now() })
    this.#isOver = status !== 200
  }

  #refuse(token: Token, sentAt: number, response: string): void {
    // Others have not heard of it yet.
    if (this.#isOver && response === '400 refresh_token_invalid') return
    if (response === '400 refresh_token_reused' && wasHonest(this.#tokens, token, sentAt))
      this.overtaken += 1
    else this.faults.push(`${response}, sent ${sentAt - (token.replacedAt ?? 0)} ms after its use`)
  }
}

interface Token {
  readonly next?: string
  readonly replacedAt?: number
}

/** Whether the server would have repeated itself, had the request arrived when it was sent. */
function wasHonest(tokens: ReadonlyMap<string, Token>, token: Token, sentAt: number): boolean {
  const { next = '', replacedAt = 0 } = token
  const following = tokens.get(next)?.replacedAt ?? Number.POSITIVE_INFINITY
  return sentAt < Math.min(replacedAt + graceMilliseconds, following)
}
