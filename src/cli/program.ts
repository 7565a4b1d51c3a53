import { Command, CommanderError } from 'commander'
import { version } from '../version.ts'
import { exitCodes, exitOf } from './exit-codes.ts'
import { printJson, remark, type Terminal } from './terminal.ts'

/**
 * All commands on one screen. Each action loads its own file when it runs, so that `--help` answers at once.
 */
function createProgram(terminal: Terminal): Command {
  const program = new Command('latchkey')
    .description('Self-hosted authentication server')
    .version(version)
    .helpOption('-h, --help', 'show help')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .addHelpText('after', `\nExit codes:\n${exitCodeLines()}`)

  program
    .command('runserver')
    .description('serve the API')
    .argument('[address]', 'port, or host:port, to listen on')
    .option('--host <host>', 'address to listen on')
    .option('--port <port>', 'port to listen on')
    .option('--workers <n>', 'processes that serve requests')
    .option('--migrate', 'execute pending migrations first, also on PostgreSQL in production')
    .addHelpText(
      'after',
      examples('latchkey runserver', 'latchkey runserver 0.0.0.0:8080 --workers 4'),
    )
    .action(async (address, options) =>
      (await import('./run-server.ts')).runServer(terminal, { address, ...options }),
    )

  program
    .command('migrate')
    .description('bring the database schema up to date')
    .option('--check', 'only look; exit 4 when migrations are pending')
    .option('--plan', 'only list the migrations with their state')
    .option('--json', 'answer as JSON')
    .addHelpText('after', examples('latchkey migrate', 'latchkey migrate --check'))
    .action(async (options) => (await import('./migrate.ts')).migrateCommand(terminal, options))

  return program
}

/** Runs one command and answers its exit code. Nothing is thrown. */
export async function runProgram(parameters: string[], terminal: Terminal): Promise<number> {
  try {
    await createProgram(terminal).parseAsync(parameters, { from: 'user' })
    return exitCodes.ok[0]
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage[0]
    const { exit, code, message } = exitOf(error)
    if (parameters.includes('--json')) printJson(terminal, { error: { code, message } })
    else remark(terminal, message)
    return exitCodes[exit][0]
  }
}

function exitCodeLines(): string {
  return Object.values(exitCodes)
    .map(([code, meaning]) => `  ${String(code).padEnd(4)} ${meaning}`)
    .join('\n')
}

function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`
}
