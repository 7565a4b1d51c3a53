import type { Command } from 'commander'
import { readSettings, type SettingState } from '../../../features/settings/read-settings.ts'
import { listSettingChanges } from '../../../features/settings/settings-repository.ts'
import { valueText } from '../../../features/settings/value-text.ts'
import { withContext } from '../../command-context.ts'
import { examples, json, limit } from '../../flags.ts'
import { answer, type OutputOptions, shortTime, table } from '../../output.ts'
import { positiveInteger } from '../../parse-options.ts'
import type { Terminal } from '../../terminal.ts'
import { changeDocument, parseSettingName, settingDocument } from './setting.ts'

export function declare(config: Command, terminal: Terminal): void {
  config
    .command('list')
    .description('list settings with their values and sources')
    .option('--modified', 'only settings that differ from their defaults')
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey config list', 'latchkey config list --modified --json'),
    )
    .action((options) => listSettings(terminal, options))

  config
    .command('get')
    .description('print the value of a setting')
    .argument('<key>', 'name of the setting')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey config get ACCESS_TOKEN_LIFETIME',
        'latchkey config get DOCS_ACCESS --json',
      ),
    )
    .action((key, options) => getSetting(terminal, key, options))

  config
    .command('history')
    .description('list changes of settings, newest first')
    .argument('[key]', 'only changes of this setting')
    .addOption(limit())
    .option('--before <id>', 'next page: only changes with a lower ID than this')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey config history',
        'latchkey config history ACCESS_TOKEN_LIFETIME --limit 5 --json',
      ),
    )
    .action((key, options) => listHistory(terminal, key, options))
}

interface ListOptions extends OutputOptions {
  readonly modified?: boolean
}

/** `latchkey config list` */
async function listSettings(terminal: Terminal, options: ListOptions): Promise<void> {
  const all = await withContext(terminal, (context) => readSettings(context))
  const settings = all.filter((setting) => setting.isModified || !options.modified)
  answer(terminal, options, {
    document: { settings: settings.map(settingDocument) },
    lines: table(['KEY', 'VALUE', 'DEFAULT', 'SOURCE'], settings.map(settingRow)),
  })
}

function settingRow({ key, value, defaultValue, source }: SettingState) {
  return [key, valueText(key, value), valueText(key, defaultValue), source]
}

/** `latchkey config get` */
async function getSetting(terminal: Terminal, name: string, options: OutputOptions): Promise<void> {
  const key = parseSettingName(name)
  const settings = await withContext(terminal, (context) => readSettings(context))
  for (const setting of settings.filter((setting) => setting.key === key)) {
    answer(terminal, options, {
      document: settingDocument(setting),
      lines: [String(setting.value)],
    })
  }
}

interface HistoryOptions extends OutputOptions {
  readonly limit: number | string
  readonly before?: string
}

/** `latchkey config history` */
async function listHistory(
  terminal: Terminal,
  name: string | undefined,
  options: HistoryOptions,
): Promise<void> {
  const filter = {
    key: name === undefined ? undefined : parseSettingName(name),
    beforeId: options.before && positiveInteger('--before', options.before),
    limit: positiveInteger('--limit', options.limit),
  }
  const changes = await withContext(terminal, ({ db }) =>
    listSettingChanges(db, { ...filter, beforeId: filter.beforeId || undefined }),
  )
  answer(terminal, options, {
    document: { changes: changes.map(changeDocument) },
    none: 'No setting was changed.',
    lines: table(
      ['ID', 'CHANGED', 'KEY', 'FROM', 'TO', 'BY', 'COMMENT'],
      changes.map((change) => [
        change.id,
        shortTime(change.changedAt),
        change.key,
        valueText(change.key, change.from),
        valueText(change.key, change.to),
        change.actor,
        change.comment,
      ]),
    ),
  })
}
