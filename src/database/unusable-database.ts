export interface DatabaseProblem {
  /** For programs; permanent. */
  readonly code: string
  /** Why it cannot be used, as a clause. */
  readonly reason: string
  /** What to do about it, as a sentence. */
  readonly cure: string
  /** Whether the configuration itself can never work. */
  readonly isMisconfigured?: boolean
}

export const configuredDatabase = 'The database of DATABASE_URL'

/** A database cannot be used, and an operator can do something about it. Never repeats a secret. */
export class UnusableDatabaseError extends Error {
  override readonly name = 'UnusableDatabaseError'
  readonly problem: DatabaseProblem
  /** Which database, and why. */
  readonly finding: string

  constructor(problem: DatabaseProblem, { subject = configuredDatabase, ...options }: About = {}) {
    const finding = `${subject} cannot be used: ${problem.reason}`
    super(`${finding} ${problem.cure}`, options)
    this.problem = problem
    this.finding = finding
  }
}

interface About extends ErrorOptions {
  /** Which database. */
  readonly subject?: string
}
