/** What the exit codes of every command mean; printed in the help and in the manual. */
export const exitCodes = {
  ok: [0, 'done'],
  failed: [1, 'failed'],
  usage: [2, 'unknown command or flag, or a needed answer is missing'],
  configuration: [3, 'the configuration is refused, or the port is taken'],
  database: [4, 'the database cannot be reached, or migrations are pending'],
  notFound: [5, 'no such object, or a conflict'],
  refused: [6, 'refused without --yes'],
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
