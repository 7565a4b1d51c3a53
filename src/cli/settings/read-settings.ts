import { readSettings, type SettingState } from '../../features/settings/read-settings.ts'
import { listSettingChanges } from '../../features/settings/settings-repository.ts'
import { withContext } from '../command-context.ts'
import { answer, type OutputOptions, shortTime, table } from '../output.ts'
import { positiveInteger } from '../parse-options.ts'
import type { Terminal } from '../terminal.ts'
import { changeDocument, settingDocument, valueText } from './describe-setting.ts'
import { parseSettingName } from './find-setting.ts'

export interface ListOptions extends OutputOptions {
  readonly modified?: boolean
}

/** `latchkey config list` */
export async function listSettings(terminal: Terminal, options: ListOptions): Promise<void> {
  const all = await withContext(terminal, (context) => readSettings(context))
  const settings = all.filter((setting) => setting.isModified || !options.modified)
  answer(terminal, options, {
    document: { settings: settings.map(settingDocument) },
    lines: table(['KEY', 'VALUE', 'DEFAULT', 'SOURCE'], settings.map(settingRow)),
  })
}

function settingRow({ key, value, defaultValue, source }: SettingState) {
  return [key, valueText(value), valueText(defaultValue), source]
}

/** `latchkey config get` */
export async function getSetting(
  terminal: Terminal,
  name: string,
  options: OutputOptions,
): Promise<void> {
  const key = parseSettingName(name)
  const settings = await withContext(terminal, (context) => readSettings(context))
  for (const setting of settings.filter((setting) => setting.key === key)) {
    answer(terminal, options, {
      document: settingDocument(setting),
      lines: [String(setting.value)],
    })
  }
}

export interface HistoryOptions extends OutputOptions {
  readonly limit: number
  readonly before?: string
}

/** `latchkey config history` */
export async function listHistory(
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
    lines: table(
      ['ID', 'CHANGED', 'KEY', 'FROM', 'TO', 'BY', 'COMMENT'],
      changes.map((change) => [
        change.id,
        shortTime(change.changedAt),
        change.key,
        valueText(change.from),
        valueText(change.to),
        change.actor,
        change.comment,
      ]),
    ),
  })
}
