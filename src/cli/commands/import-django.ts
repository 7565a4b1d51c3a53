import { existsSync, openSync, writeSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { type Command, Option } from 'commander'
import { databaseLocation, Issue } from '../../config/value-parsers.ts'
import { ForeignSchemaError } from '../../features/django-import/django-repository.ts'
import { importDjango } from '../../features/django-import/import-django.ts'
import {
  type ImportReport,
  importKinds,
  type Rejection,
} from '../../features/django-import/import-report.ts'
import type { Preference } from '../../features/django-import/import-run.ts'
import { csvLine } from '../../text/csv.ts'
import { commandLineAdministrator, withContext } from '../command-context.ts'
import { CommandError, ReportedError } from '../exit-codes.ts'
import { dryRun, examples, json } from '../flags.ts'
import { counted, type OutputOptions, table } from '../output.ts'
import { complain, print, printJson, type Terminal } from '../terminal.ts'

export function declare(command: Command, terminal: Terminal): void {
  command
    .argument('<source>', 'database of the Django server: postgres://… or sqlite:path; only read')
    .addOption(dryRun())
    .option('--errors <file>', 'write rejected rows and the reasons to this CSV file')
    .addOption(
      new Option(
        '--prefer <which>',
        'which of several users with the same email to import; by default, none',
      ).choices(['newest', 'oldest', 'superuser']),
    )
    .option('--without-sessions', 'do not import refresh tokens; everyone has to log in again')
    .option('--users-table <name>', 'table of a custom user model', 'users_user')
    .option('--secret-key-file <file>', 'file with the SECRET_KEY of this Latchkey server')
    .addOption(json())
    .addHelpText('after', `\n${about}`)
    .addHelpText(
      'after',
      examples(
        'latchkey import-django postgres://app@127.0.0.1/template --dry-run',
        'latchkey import-django sqlite:db.sqlite3 --prefer newest --errors rejected.csv',
      ),
    )
    .action((source, options) => importDjangoCommand(terminal, source, options))
}

const about = `You can run this command several times, while the Django server is still running and after it has
stopped. Each run imports what is new or changed there and never overwrites what was changed here.
After an interruption, the next run continues where the import stopped.`

interface ImportDjangoOptions extends OutputOptions {
  readonly dryRun?: boolean
  readonly errors?: string
  readonly prefer?: Preference
  /** Commander's name for `--without-sessions`. */
  readonly withoutSessions?: boolean
  readonly usersTable: string
  readonly secretKeyFile?: string
}

/**
 * Pages of rows live briefly, but the space for what is new grows to 200 MB before it is collected. Kept from growing:
 * 200 instead of 390 MB at the most for 100,000 users, at the same processor time.
 */
function keepYoungGenerationSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}

/** `latchkey import-django` */
async function importDjangoCommand(
  terminal: Terminal,
  source: string,
  options: ImportDjangoOptions,
): Promise<void> {
  keepYoungGenerationSmall()
  const location = databaseLocation(source)
  if (location instanceof Issue) {
    throw new CommandError('usage', `<source>: expected ${location.expectation}.`)
  }
  if (location.dialect === 'sqlite' && !existsSync(location.file)) {
    throw new CommandError('usage', `There is no file ${location.file}.`)
  }
  const report = await withContext(withSecretKey(terminal, options), (context) =>
    importDjango(
      context,
      location,
      {
        usersTable: options.usersTable,
        preference: options.prefer,
        isDryRun: options.dryRun ?? false,
        withSessions: !options.withoutSessions,
      },
      commandLineAdministrator(),
    ),
  ).catch((error) => {
    if (!(error instanceof ForeignSchemaError)) throw error
    throw new CommandError('failed', error.message, { cause: error })
  })

  if (options.errors) writeRejections(options.errors, report.rejections)
  if (options.json) {
    const { counts, rejections } = report
    printJson(terminal, { dry_run: options.dryRun ?? false, ...counts, rejections })
  } else printReport(terminal, report, options)
  const rejected = report.rejections.length
  if (rejected > 0) {
    const message = `Rejected ${counted(rejected, 'row')}.`
    throw new ReportedError('failed', message)
  }
}

/** Sessions are hashed under the SECRET_KEY of the server that will serve them. */
function withSecretKey(terminal: Terminal, { secretKeyFile }: ImportDjangoOptions): Terminal {
  if (secretKeyFile === undefined) return terminal
  const environment = { ...terminal.environment, SECRET_KEY: '', SECRET_KEY_FILE: secretKeyFile }
  return { ...terminal, environment }
}

const rejectionsShown = 20

function printReport(
  terminal: Terminal,
  { counts, rejections }: ImportReport,
  { dryRun, errors }: ImportDjangoOptions,
): void {
  const rows = importKinds.map((kind) => {
    const { found, new: added, updated, unchanged, rejected } = counts[kind]
    return [kind, found, added, updated, unchanged, rejected]
  })
  const heads = ['KIND', 'FOUND', 'NEW', 'UPDATED', 'UNCHANGED', 'REJECTED']
  for (const line of table(heads, rows)) print(terminal, line)
  if (dryRun) print(terminal, 'Nothing was written: this was a dry run.')
  if (rejections.length === 0) return

  const shown = rejections.slice(0, rejectionsShown)
  print(terminal, '')
  const columns = shown.map(({ kind, row, column, value, reason }) => [
    kind,
    row,
    column,
    value,
    reason,
  ])
  for (const line of table(['KIND', 'ROW', 'COLUMN', 'VALUE', 'REASON'], columns)) {
    print(terminal, line)
  }
  if (errors) complain(terminal, `All rejected rows are in ${errors}.`)
  else if (rejections.length > shown.length) {
    complain(
      terminal,
      `${rejections.length - shown.length} more. To write all rejected rows to a file, pass --errors FILE.`,
    )
  }
}

function writeRejections(path: string, rejections: readonly Rejection[]): void {
  let file: number
  try {
    // Only its owner may read it: email addresses are in it.
    file = openSync(path, 'w', 0o600)
  } catch (error) {
    throw new CommandError('usage', `--errors: cannot write ${path}.`, { cause: error })
  }
  const columns = ['kind', 'row', 'column', 'value', 'reason'] as const
  writeSync(file, csvLine([...columns]))
  for (const rejection of rejections) {
    writeSync(file, csvLine(columns.map((column) => rejection[column])))
  }
}
