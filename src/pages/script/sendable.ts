/** A request as the page sends it, shows it and keeps it. */
export interface Sendable {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly body?: string | undefined
  /** Whether the access token goes with it. */
  readonly isSecured: boolean
}
