import type { IncomingMessage } from 'node:http'

/** Hears what happens in this process, for /metrics and for traces. Nobody listens unless that is configured. Times are seconds. */
export interface Observer {
  /** A request arrived; `next` goes on with it. */
  enter?(message: IncomingMessage, next: () => void): void
  /** A response was sent; `route` is the pattern, absent where none matched. */
  request(request: {
    readonly message: IncomingMessage
    readonly method: string
    readonly route: string | undefined
    readonly status: number
    readonly seconds: number
  }): void
  /** A statement was run; `operation` is its first word. */
  query(operation: string, seconds: number): void
  /** A password was hashed or verified. */
  hash(seconds: number): void
  /** What the dashboard counts, too. */
  activity(event: string): void
  email(kind: string, state: string): void
}

/** One that tells all of these; undefined for none. At most one of them may `enter`. */
export function observerOf(...observers: readonly (Observer | undefined)[]): Observer | undefined {
  const [first, second] = observers.filter((observer) => observer !== undefined)
  if (!first || !second) return first
  const enter = first.enter ?? second.enter
  return {
    ...(enter ? { enter } : {}),
    request: (request) => [first, second].forEach((each) => void each.request(request)),
    query: (...query) => [first, second].forEach((each) => void each.query(...query)),
    hash: (seconds) => [first, second].forEach((each) => void each.hash(seconds)),
    activity: (event) => [first, second].forEach((each) => void each.activity(event)),
    email: (...email) => [first, second].forEach((each) => void each.email(...email)),
  }
}
