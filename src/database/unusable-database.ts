/**
 * The database cannot be used, and an operator can do something about it. The message names the variable, the cause
 * and the cure, and never a secret.
 */
export class UnusableDatabaseError extends Error {
  override readonly name = 'UnusableDatabaseError'
  /** For programs; permanent. */
  readonly code: string
  /** Whether the configuration itself can never work. */
  readonly isMisconfigured: boolean
  /** Why. */
  readonly reason: string
  /** What to do about it. */
  readonly cure: string

  constructor(problem: DatabaseProblem, options?: ErrorOptions) {
    super(`The database of DATABASE_URL cannot be used: ${problem.reason} ${problem.cure}`, options)
    this.code = problem.code
    this.isMisconfigured = problem.isMisconfigured ?? false
    this.reason = problem.reason
    this.cure = problem.cure
  }
}

export interface DatabaseProblem {
  readonly code: string
  /** A sentence. */
  readonly reason: string
  /** A sentence. */
  readonly cure: string
  readonly isMisconfigured?: boolean
}
