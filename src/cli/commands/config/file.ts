import { parseEnv } from 'node:util'
import type { Command } from 'commander'
import { Issue } from '../../../config/value-parsers.ts'
import { fieldErrors } from '../../../errors.ts'
import {
  changeSettings,
  planSettingChanges,
  type SettingChangeRequest,
} from '../../../features/settings/change-setting.ts'
import { parseSettingText, readSettingValue } from '../../../features/settings/check-value.ts'
import { isSettingKey } from '../../../features/settings/definitions.ts'
import { readSettings } from '../../../features/settings/read-settings.ts'
import { commandLineAdministrator, withContext } from '../../command-context.ts'
import { CommandError } from '../../exit-codes.ts'
import { comment, dryRun, examples, json } from '../../flags.ts'
import { counted, type OutputOptions } from '../../output.ts'
import { readContent } from '../../read-content.ts'
import { print, printJson, report, type Terminal } from '../../terminal.ts'

export function declare(config: Command, terminal: Terminal): void {
  config
    .command('export')
    .description('print changed settings, for import elsewhere')
    .option('--format <format>', 'json or env', 'json')
    .option('--all', 'include settings at their defaults')
    .addHelpText(
      'after',
      examples('latchkey config export > settings.json', 'latchkey config export --format env'),
    )
    .action((options) => exportSettings(terminal, options))

  config
    .command('import')
    .description('apply the settings in a file, all or none')
    .argument('<file>', 'output of config export (JSON or env); - for standard input')
    .addOption(comment())
    .addOption(dryRun())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey config import settings.json --dry-run',
        'latchkey config export | ssh other latchkey config import -',
      ),
    )
    .action((file, options) => importSettings(terminal, file, options))
}

interface ExportOptions {
  readonly format: string
  readonly all?: boolean
}

/** `latchkey config export` */
async function exportSettings(terminal: Terminal, { format, all }: ExportOptions): Promise<void> {
  if (format !== 'json' && format !== 'env') {
    throw new CommandError('usage', '--format: expected json or env.')
  }
  const settings = await withContext(terminal, (context) => readSettings(context))
  const exported = settings
    .filter((setting) => all || setting.source !== 'default')
    .map(({ key, value }) => [key, value] as const)

  if (format === 'json') printJson(terminal, Object.fromEntries(exported))
  else for (const [key, value] of exported) print(terminal, `${key}=${value}`)
}

interface ImportOptions extends OutputOptions {
  readonly comment?: string
  readonly dryRun?: boolean
}

/** `latchkey config import` */
async function importSettings(
  terminal: Terminal,
  file: string,
  options: ImportOptions,
): Promise<void> {
  const requests = requestsFrom(await readContent(terminal, file), options.comment)
  if (requests.length === 0) throw new CommandError('usage', 'The file contains no settings.')
  const changed = await withContext(terminal, (context) =>
    options.dryRun
      ? planSettingChanges(context, requests, commandLineAdministrator())
      : changeSettings(context, requests, commandLineAdministrator()),
  )

  const isDryRun = options.dryRun ?? false
  if (options.json) return printJson(terminal, { dry_run: isDryRun, changed })
  const mutation = isDryRun ? 'Would change' : 'Changed'
  const names = changed.length > 0 ? `: ${changed.join(', ')}` : ''
  report(
    terminal,
    `${mutation} ${changed.length} of ${counted(requests.length, 'setting')}${names}.`,
  )
}

/** Reads what `export` printed, in either form. */
function requestsFrom(content: string, comment: string | undefined): SettingChangeRequest[] {
  const isJson = content.trimStart().startsWith('{')
  const values: Record<string, unknown> = isJson ? parseDocument(content) : parseEnv(content)
  return Object.entries(values).map(([key, given]) => {
    const value = readGiven(key, given, isJson)
    if (value instanceof Issue) throw fieldErrors({ [key]: [`Expected ${value.expectation}.`] })
    return { key, value: value ?? undefined, comment, source: 'command line' }
  })
}

function readGiven(key: string, given: unknown, isJson: boolean): unknown {
  if (!isSettingKey(key)) return given
  return isJson ? readSettingValue(key, given) : parseSettingText(key, String(given))
}

function parseDocument(content: string): Record<string, unknown> {
  try {
    return JSON.parse(content)
  } catch {
    throw new CommandError('usage', 'The file is neither a JSON object nor lines of KEY=value.')
  }
}
