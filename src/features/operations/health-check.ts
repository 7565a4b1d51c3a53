export type HealthStatus = 'ok' | 'warn' | 'fail'

/** One thing that was looked at, for people. */
export interface HealthCheck {
  readonly id: string
  readonly label: string
  readonly status: HealthStatus
  readonly text: string
  /** What to do about it. */
  readonly fix?: string
}
