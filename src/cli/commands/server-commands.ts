import type { Command } from 'commander'
import type { Terminal } from '../terminal.ts'
import { examples, json } from './flags.ts'

/** Running the server and looking after its database. */
export function serverCommands(program: Command, terminal: Terminal): void {
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
      (await import('../run-server.ts')).runServer(terminal, { address, ...options }),
    )

  program
    .command('migrate')
    .description('bring the database schema up to date')
    .option('--check', 'only look; exit 4 when migrations are pending')
    .option('--plan', 'only list the migrations with their state')
    .addOption(json())
    .addHelpText('after', examples('latchkey migrate', 'latchkey migrate --check'))
    .action(async (options) => (await import('../migrate.ts')).migrateCommand(terminal, options))

  program
    .command('backup')
    .description('copy the embedded database, while the server runs')
    .argument('<file>', 'the copy to make; it must not exist yet')
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey backup /backups/latchkey.db', 'latchkey backup "backup-$(date +%F).db"'),
    )
    .action(async (file, options) => (await import('../backup.ts')).backup(terminal, file, options))

  program
    .command('healthcheck')
    .description('ask a running server whether it is ready; exit 0 or 1')
    .option('--url <url>', 'where it is reached, instead of HOST and PORT')
    .option('--timeout <seconds>', 'how long to wait for the answer', '3')
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey healthcheck', 'latchkey healthcheck --url https://auth.example.com'),
    )
    .action(async (options) => (await import('../healthcheck.ts')).healthcheck(terminal, options))
}
