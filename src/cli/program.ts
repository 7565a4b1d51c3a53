import { Command, Option } from 'commander'
import { version } from '../version.ts'
import { auditCommands } from './commands/audit-commands.ts'
import { configCommands } from './commands/config-commands.ts'
import { emailCommands } from './commands/email-commands.ts'
import { examples } from './commands/flags.ts'
import { groupCommands } from './commands/group-commands.ts'
import { importCommands } from './commands/import-commands.ts'
import { inspectionCommands } from './commands/inspection-commands.ts'
import { keyCommands } from './commands/key-commands.ts'
import { serverCommands } from './commands/server-commands.ts'
import { sessionCommands } from './commands/session-commands.ts'
import { superuserCommands, userCommands } from './commands/user-commands.ts'
import { exitCodes } from './exit-codes.ts'
import { cancelOnInterrupt } from './interrupt.ts'
import type { Terminal } from './terminal.ts'

/**
 * All commands, without what they do: each action loads its own file when it runs, so that `--help` answers
 * at once.
 */
export function createProgram(terminal: Terminal): Command {
  const program = new Command('latchkey')
    .description('Self-hosted authentication server.')
    .version(version)
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .option('-q, --quiet', 'say only what was asked for and what went wrong')
    .option('--no-color', 'no colours (NO_COLOR means the same)')
    .option('--no-input', 'never ask; what is missing ends with exit code 2')
    .addOption(new Option('--noinput').hideHelp())
    .configureHelp({ showGlobalOptions: true })
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

  serverCommands(program.commandsGroup('Server:'), terminal) // runserver migrate backup healthcheck
  superuserCommands(program.commandsGroup('First steps:'), terminal) // createsuperuser changepassword setup-link
  program.commandsGroup('Administration:')
  userCommands(program, terminal) // users list|show|create|activate|deactivate|delete|restore|unlock|send-reset|export|import
  groupCommands(program, terminal) // groups list|show|create|grant|revoke|add-member|remove-member|delete|restore
  sessionCommands(program, terminal) // sessions list|revoke
  configCommands(program, terminal) // config list|get|set|reset|history|revert|export|import
  emailCommands(program, terminal) // email test|list|retry
  auditCommands(program, terminal) // audit verify|export
  keyCommands(program, terminal) // keys list|rotate|revoke
  importCommands(program.commandsGroup('Moving in:'), terminal) // import-django
  inspectionCommands(program.commandsGroup('Inspection:'), terminal) // check doctor info secret openapi completion
  return program
}

function exitCodeLines(): string {
  return Object.values(exitCodes)
    .map(([code, meaning]) => `  ${String(code).padEnd(4)} ${meaning}`)
    .join('\n')
}
