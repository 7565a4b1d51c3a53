import { type Command, Option } from 'commander'
import type { Context } from '../../../context.ts'
import {
  type ImportCounts,
  type ImportFailure,
  type ImportRun,
  importRows,
} from '../../../features/users/import/import-rows.ts'
import {
  importedFields,
  type Mapping,
  mappingFrom,
} from '../../../features/users/import/imported-user-schema.ts'
import { commandLineAdministrator, withContext } from '../../command-context.ts'
import { CommandError, ReportedError } from '../../exit-codes.ts'
import { dryRun, examples, json, yes } from '../../flags.ts'
import { counted, type OutputOptions, table } from '../../output.ts'
import { createProgress } from '../../progress.ts'
import { confirm } from '../../prompt.ts'
import { complain, print, printJson, report, type Terminal } from '../../terminal.ts'
import { createErrorFile } from './error-file.ts'
import { namingFile, openUserFile, type UserFile } from './user-file.ts'

export function declare(users: Command, terminal: Terminal): void {
  users
    .command('import')
    .description('create and update users from a file, matched by email address')
    .argument('<file>', 'CSV with a header row, or one JSON object per line; - for standard input')
    .addOption(
      new Option(
        '--map <column=field>',
        'map a column to a field with a different name; repeatable',
      ).argParser((pair: string, pairs: string[] = []) => [...pairs, pair]),
    )
    .option('--errors <file>', 'write failed rows and their errors to this file')
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
    .action((file, options) =>
      importUsers(terminal, file, options).catch((error) => {
        throw namingFile(file, error)
      }),
    )
}

const aboutFields = `Fields: email, username, state (active or deactivated) or is_active, is_staff, is_superuser,
groups (all groups of the user: names separated by semicolons), password_hash (new users only:
argon2, bcrypt, scrypt, pbkdf2_sha256 or pbkdf2_sha1; accepted as they are and rehashed at the
first login). Empty cells change nothing. Other columns are ignored.`

interface ImportUsersOptions extends OutputOptions {
  readonly map?: readonly string[]
  readonly errors?: string
  readonly dryRun?: boolean
  readonly yes?: boolean
}

/** `latchkey users import`: looks at every row first, then asks, then imports those that can be. */
async function importUsers(
  terminal: Terminal,
  path: string,
  options: ImportUsersOptions,
): Promise<void> {
  const mapping = parseMapping(options.map ?? [])
  const file = await openUserFile(terminal, path)
  const isDryRun = options.dryRun ?? false

  const outcome = await withContext(terminal, async (context) => {
    const importing = { terminal, context, file, mapping, errors: options.errors }
    const planned = await run(importing, { isDryRun: true })
    if (isDryRun || planned.counts.created + planned.counts.updated === 0) return planned
    await confirm(terminal, confirmationText(planned.counts), options)
    return run(importing, { isDryRun: false, total: planned.counts.total })
  })

  const { counts, failures } = outcome
  if (options.json) printJson(terminal, { dry_run: isDryRun, ...counts, failures })
  else tell(terminal, outcome, { isDryRun, errors: options.errors })
  if (counts.failed > 0)
    throw new ReportedError('failed', `${counted(counts.failed, 'row')} failed.`)
}

interface Importing {
  readonly terminal: Terminal
  readonly context: Context
  readonly file: UserFile
  readonly mapping: Mapping
  readonly errors: string | undefined
}

interface Outcome {
  readonly counts: ImportCounts
  /** The first of them; all are in the file of errors. */
  readonly failures: readonly ImportFailure[]
}

const maxFailuresKept = 1_000

async function run(
  { terminal, context, file, mapping, errors }: Importing,
  { isDryRun, total }: { readonly isDryRun: boolean; readonly total?: number },
): Promise<Outcome> {
  const failures: ImportFailure[] = []
  const errorFile = createErrorFile(errors, file.kind)
  const progress = createProgress(terminal, isDryRun ? 'Checked' : 'Imported', total)
  let done = 0
  try {
    const importing: ImportRun = {
      rows: file.rows(),
      mapping,
      isDryRun,
      onRow: (counts) => {
        done = counts.total
        progress.advance(done)
      },
      onFailures: (row, ofRow) => {
        errorFile.add(row, ofRow)
        failures.push(...ofRow.slice(0, maxFailuresKept - failures.length))
      },
    }
    const counts = await importRows(context, importing, commandLineAdministrator())
    progress.end()
    return { counts, failures }
  } catch (error) {
    progress.end()
    if (!isDryRun)
      complain(
        terminal,
        `Stopped after ${counted(done, 'row')}. Run the command again to continue.`,
      )
    throw error
  }
}

function parseMapping(pairs: readonly string[]): Mapping {
  const mapping = mappingFrom(pairs)
  if (mapping) return mapping
  const message = `--map: expected column=field, where field is one of ${importedFields.join(', ')}.`
  throw new CommandError('usage', message)
}

function confirmationText({ created, updated, failed }: ImportCounts): string {
  const rest = failed > 0 ? `, and skip ${counted(failed, 'row')} that cannot be imported` : ''
  return `Create ${counted(created, 'user')} and update ${updated}${rest}`
}

const failuresShown = 20

function tell(
  terminal: Terminal,
  { counts, failures }: Outcome,
  { isDryRun, errors }: { readonly isDryRun: boolean; readonly errors: string | undefined },
): void {
  const { total, created, updated, unchanged, failed } = counts
  const verbs = isDryRun ? ['Would create', 'update'] : ['Created', 'updated']
  report(
    terminal,
    `${verbs[0]} ${counted(created, 'user')} and ${verbs[1]} ${updated}. Unchanged: ${unchanged}. Failed: ${failed} of ${counted(total, 'row')}.`,
  )
  if (failures.length === 0) return
  const shown = failures.slice(0, failuresShown)
  const rows = shown.map(({ row, column, value, reason }) => [
    row,
    column ?? '-',
    typeof value === 'string' ? value : JSON.stringify(value),
    reason,
  ])
  for (const line of table(['ROW', 'COLUMN', 'VALUE', 'REASON'], rows)) print(terminal, line)
  const where =
    errors === undefined
      ? 'To write all failed rows to a file, pass --errors FILE.'
      : `All failed rows are in ${errors}.`
  if (failures.length > shown.length || errors !== undefined) complain(terminal, where)
}
