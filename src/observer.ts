/** Hears what happens in this process, for /metrics. Nobody listens unless METRICS_PORT is set. Times are seconds. */
export interface Observer {
  /** A response was sent; `route` is the pattern, absent where none matched. */
  request(request: {
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
