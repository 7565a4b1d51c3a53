/** What the exit codes of every command mean; printed in the help and in the manual. */
export const exitCodes = {
  ok: [0, 'success'],
  failed: [1, 'failure'],
  usage: [2, 'unknown command or option, or a missing or invalid value'],
  configuration: [3, 'invalid configuration, or the port is in use'],
  database: [4, 'the database is unavailable, or migrations are pending'],
  notFound: [5, 'not found, or a conflict'],
  refused: [6, 'not confirmed; repeat with --yes'],
  interrupted: [130, 'interrupted'],
} as const

export type ExitName = keyof typeof exitCodes

/** A command that cannot go on, with its exit code and the sentence that says why. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly exit: ExitName

  constructor(exit: ExitName, message: string, options?: ErrorOptions) {
    super(message, options)
    this.exit = exit
  }
}

/** A command whose answer, printed already, is that something is wrong: no second answer follows. */
export class ReportedError extends CommandError {}
