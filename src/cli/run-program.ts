import { type Command, CommanderError } from 'commander'
import { exitCodes, ReportedError } from './exit-codes.ts'
import type { Failure } from './exit-of-error.ts'
import { createProgram, wordsOf } from './program.ts'
import { complain, printJson, type Terminal } from './terminal.ts'

/** Runs one command and returns its exit code. Nothing is thrown. */
export async function runProgram(parameters: string[], terminal: Terminal): Promise<number> {
  try {
    const program = await createProgram(withManners(parameters, terminal), parameters)
    const asked = withoutHelpForUnknown(program, parameters)
    await program.parseAsync([...asked], { from: 'user' })
    return exitCodes.ok[0]
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok[0]
    const failure = await failureOf(error)

    if (asks(parameters, '--json') && !(error instanceof ReportedError)) {
      const { code, message } = failure
      printJson(terminal, { error: { code, message } })
    } else if (!(error instanceof CommanderError)) {
      complain(terminal, failure.message)
    }
    return exitCodes[failure.exit][0]
  }
}

/** There is no help for a command that does not exist: it is an error, with the nearest that does. */
function withoutHelpForUnknown(program: Command, parameters: readonly string[]): readonly string[] {
  const [noun, verb] = wordsOf(parameters)
  if (noun === undefined) return parameters
  const command = commandOf(program, noun)
  if (!command) return [noun]
  const isVerbMissing = verb === undefined || command.commands.length === 0
  return isVerbMissing || commandOf(command, verb) ? parameters : [noun, verb]
}

function commandOf(parent: Command, name: string): Command | undefined {
  return parent.commands.find((each) => each.name() === name || each.aliases().includes(name))
}

/** The flags that every command has, wherever they are placed. */
function withManners(parameters: readonly string[], terminal: Terminal): Terminal {
  const { environment } = terminal
  return {
    ...terminal,
    environment: asks(parameters, '--no-color') ? { ...environment, NO_COLOR: '1' } : environment,
    isQuiet: asks(parameters, '--quiet') || asks(parameters, '-q'),
    mayAsk: !asks(parameters, '--no-input') && !asks(parameters, '--noinput'),
  }
}

function asks(parameters: readonly string[], flag: string): boolean {
  const end = parameters.indexOf('--')
  return (end === -1 ? parameters : parameters.slice(0, end)).includes(flag)
}

async function failureOf(error: unknown): Promise<Failure> {
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, '')
    return { exit: 'usage', code: 'usage', message }
  }
  // Loads what knows the other kinds of errors; a command that ends well never pays for it.
  const { exitOfError } = await import('./exit-of-error.ts')
  return exitOfError(error)
}
