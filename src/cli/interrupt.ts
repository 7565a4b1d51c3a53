import { CommandError, exitCodes } from './exit-codes.ts'
import { complain, type Terminal } from './terminal.ts'

export function operationCancelled(): CommandError {
  return new CommandError('interrupted', 'Operation cancelled.')
}

/** `^C` during a command ends it; what is under way in the database rolls back with the process. */
export function cancelOnInterrupt(terminal: Terminal): void {
  terminal.onInterrupt?.(() => {
    complain(terminal, `\n${operationCancelled().message}`)
    process.exit(exitCodes.interrupted[0])
  })
}
