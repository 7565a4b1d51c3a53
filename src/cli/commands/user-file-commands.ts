import { type Command, Option } from 'commander'
import type { Terminal } from '../terminal.ts'
import { dryRun, examples, json, yes } from './flags.ts'

/** Users as files. */
export function userFileCommands(users: Command, terminal: Terminal): void {
  users
    .command('export')
    .description('print users as a file; never passwords or their hashes')
    .addOption(
      new Option('--format <format>', 'CSV, or one JSON object a line')
        .choices(['csv', 'jsonl'])
        .default('csv'),
    )
    .option('--columns <names>', 'only these, separated by commas')
    .option('--excel', 'with the mark that spreadsheets know UTF-8 by')
    .option('--search <text>', 'only whose email address or username begins so')
    .addOption(
      new Option(
        '--state <state>',
        'only in this state; deleted users are exported only so',
      ).choices(['active', 'deactivated', 'deleted']),
    )
    .option('--staff', 'only staff')
    .option('--superusers', 'only superusers')
    .addHelpText(
      'after',
      examples(
        'latchkey users export > users.csv',
        'latchkey users export --format jsonl --staff --columns email,groups',
      ),
    )
    .action(async (options) =>
      (await import('../users/export-users.ts')).exportUsersCommand(terminal, options),
    )

  users
    .command('import')
    .description('make and change users as a file says; the email address decides who is who')
    .argument('<file>', 'CSV with a head line, or one JSON object a line; - reads standard input')
    .addOption(
      new Option(
        '--map <column=field>',
        'which column is which field, where their names differ; repeatable',
      ).argParser((pair: string, pairs: string[] = []) => [...pairs, pair]),
    )
    .option('--errors <file>', 'where rows that fail are written, with what is wrong beside them')
    .addOption(dryRun())
    .addOption(yes())
    .addOption(json())
    .addHelpText('after', `\n${aboutFields}`)
    .addHelpText(
      'after',
      examples(
        'latchkey users import users.csv --dry-run',
        'latchkey users import django.csv --map password=password_hash --errors failed.csv --yes',
      ),
    )
    .action(async (file, options) =>
      (await import('../users/import-users.ts')).importUsers(terminal, file, options),
    )
}

const aboutFields = `Fields: email, username, state (active or deactivated) or is_active, is_staff, is_superuser,
groups (names, separated by semicolons: all groups of the user), password_hash (for new users;
argon2, bcrypt, scrypt, pbkdf2_sha256, pbkdf2_sha1, verified as they are and replaced at the
first log-in). An empty cell changes nothing. Other columns are left aside.`
