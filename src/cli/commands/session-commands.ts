import { type Command, Option } from 'commander'
import type { Terminal } from '../terminal.ts'
import { dryRun, examples, json, limit, yes } from './flags.ts'

/** Who is logged in. */
export function sessionCommands(program: Command, terminal: Terminal): void {
  const sessions = program
    .command('sessions')
    .description('see who is logged in, and end sessions')
    .addHelpText(
      'after',
      examples('latchkey sessions list', 'latchkey sessions revoke --user bob@example.com'),
    )

  sessions
    .command('list')
    .description('list sessions, the newest first')
    .option('--user <user>', 'only of this user: email address or id')
    .addOption(
      new Option('--state <state>', 'only in this state').choices([
        'active',
        'expired',
        'ended',
        'reused',
      ]),
    )
    .addOption(limit())
    .option('--before <id>', 'only sessions older than this one: the next page')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey sessions list --user bob@example.com',
        'latchkey sessions list --state active --json',
      ),
    )
    .action(async (options) =>
      (await import('../sessions/list-sessions.ts')).listSessionsCommand(terminal, options),
    )

  sessions
    .command('revoke')
    .description('end sessions at once; access tokens live on until they expire')
    .argument('[ids...]', 'numbers of sessions (sessions list)')
    .option('--user <user>', 'those of this user: email address or id')
    .option('--older-than <duration>', 'those not used for this long, such as 30d')
    .option('--all', 'those of everybody')
    .addOption(dryRun())
    .addOption(yes())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey sessions revoke --user bob@example.com --yes',
        'latchkey sessions revoke --older-than 30d --dry-run',
      ),
    )
    .action(async (ids, options) =>
      (await import('../sessions/revoke-sessions.ts')).revokeSessionsCommand(
        terminal,
        ids,
        options,
      ),
    )
}
