import { type Command, Option } from 'commander'
import type { Terminal } from '../terminal.ts'
import { dryRun, examples, json } from './flags.ts'

/** Moving in from another server. */
export function importCommands(program: Command, terminal: Terminal): void {
  program
    .command('import-django')
    .description('copy users, passwords, groups, settings and sessions from the Django server')
    .argument('<source>', 'its database: postgres://… or sqlite:path; it is only read')
    .addOption(dryRun())
    .option('--errors <file>', 'where rejected rows are written as CSV, with the reason')
    .addOption(
      new Option(
        '--prefer <which>',
        'which of several users with the same email is taken; without it, none',
      ).choices(['newest', 'oldest', 'superuser']),
    )
    .option('--without-sessions', 'leave out refresh tokens, so that everybody logs in once')
    .option('--users-table <name>', 'the table of a custom user model', 'users_user')
    .option('--secret-key-file <file>', 'a file with the SECRET_KEY of this server')
    .addOption(json())
    .addHelpText('after', `\n${about}`)
    .addHelpText(
      'after',
      examples(
        'latchkey import-django postgres://app@127.0.0.1/template --dry-run',
        'latchkey import-django sqlite:db.sqlite3 --prefer newest --errors rejected.csv',
      ),
    )
    .action(async (source, options) =>
      (await import('../import-django.ts')).importDjangoCommand(terminal, source, options),
    )
}

const about = `It can be run again, while the other server still runs and after it has stopped: it takes what is new or
changed there, and never overwrites what was changed here. Interrupted, it goes on where it stopped.`
