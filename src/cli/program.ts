import { Command, Option } from 'commander'
import { version } from '../version.ts'
import { commands, type Noun } from './commands.ts'
import { exitCodes } from './exit-codes.ts'
import { examples } from './flags.ts'
import { cancelOnInterrupt } from './interrupt.ts'
import type { Terminal } from './terminal.ts'

/**
 * The program with every command in its help. Of those that are not called nothing is loaded but a line; without
 * parameters everything is, for whoever describes it all.
 */
export async function createProgram(
  terminal: Terminal,
  parameters?: readonly string[],
): Promise<Command> {
  const program = emptyProgram(terminal)
  const [called, verb] = parameters ? wordsOf(parameters) : []
  // Completion knows every command.
  const isAll = parameters === undefined || called === 'completion'

  for (const [name, listed] of Object.entries(commands)) {
    const command = program
      .commandsGroup(listed.group)
      .command(name)
      .description(listed.description)
    if ('files' in listed) await declareNoun(command, listed)
    else if (isAll || called === name) (await listed.file()).declare(command, terminal)
  }
  return program

  async function declareNoun(command: Command, noun: Noun): Promise<void> {
    if (noun.alias) command.alias(noun.alias)
    command.addHelpText('after', examples(...noun.examples))
    const isCalled = called === command.name() || (called !== undefined && called === noun.alias)
    if (!isAll && !isCalled) return
    for (const load of filesOf(noun, verb)) (await load()).declare(command, terminal)
  }
}

/** The words of a command line before its first value: flags before them have none. `help users` means `users`. */
export function wordsOf(parameters: readonly string[]): string[] {
  const words = parameters.filter((parameter) => !parameter.startsWith('-'))
  return words[0] === 'help' ? words.slice(1) : words
}

/** All of them when the verb is missing or unknown: the help lists them, and the nearest is suggested. */
function filesOf({ files }: Noun, verb: string | undefined) {
  const all = Object.entries(files)
  const called = all.filter(([verbs]) => verb !== undefined && verbs.split(' ').includes(verb))
  return (called.length > 0 ? called : all).map(([, load]) => load)
}

function emptyProgram(terminal: Terminal): Command {
  return (
    new Command('latchkey')
      .description('Self-hosted authentication server.')
      .version(version)
      .helpOption('-h, --help', 'show help')
      .helpCommand('help [command]', 'show help for a command')
      .option('-q, --quiet', 'print only the requested output and errors')
      .option('--no-color', 'disable colors (same as NO_COLOR)')
      .option('--no-input', 'never prompt; exit with 2 if input is missing')
      .addOption(new Option('--noinput').hideHelp())
      // The arguments of a command are known where it is loaded.
      .configureHelp({
        showGlobalOptions: true,
        subcommandTerm: (command) =>
          command.parent?.parent
            ? termOf(command)
            : [command.name(), ...command.aliases()].join('|'),
      })
      .exitOverride()
      .configureOutput({
        writeOut: (text) => terminal.stdout.write(text),
        writeErr: (text) => terminal.stderr.write(text),
      })
      // The server stops in its own way: it finishes what it accepted.
      .hook('preAction', (_, action) => {
        if (action.name() !== 'runserver') cancelOnInterrupt(terminal)
      })
      .addHelpText('after', examples('latchkey runserver', 'latchkey users list --help'))
      .addHelpText('after', `\nExit codes:\n${exitCodeLines()}`)
  )
}

function termOf(command: Command): string {
  return new Command().createHelp().subcommandTerm(command)
}

function exitCodeLines(): string {
  return Object.values(exitCodes)
    .map(([code, meaning]) => `  ${String(code).padEnd(4)} ${meaning}`)
    .join('\n')
}
