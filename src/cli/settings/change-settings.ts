import { Issue } from '../../config/value-parsers.ts'
import type { Context } from '../../context.ts'
import { changeSetting, revertSetting } from '../../features/settings/change-setting.ts'
import { parseSettingText } from '../../features/settings/check-value.ts'
import type { SettingKey } from '../../features/settings/definitions.ts'
import { readSettings } from '../../features/settings/read-settings.ts'
import { findSettingChange } from '../../features/settings/settings-repository.ts'
import { commandLineAdministrator, withContext } from '../command-context.ts'
import { CommandError } from '../exit-codes.ts'
import type { OutputOptions } from '../output.ts'
import { positiveInteger } from '../parse-options.ts'
import { printJson, report, type Terminal } from '../terminal.ts'
import { settingDocument, valueText } from './describe-setting.ts'
import { parseSettingName } from './find-setting.ts'

export interface ChangeOptions extends OutputOptions {
  readonly comment?: string
}

const source = 'command line'

/** `latchkey config set` */
export function setSetting(
  terminal: Terminal,
  { key: name, text }: { readonly key: string; readonly text: string },
  options: ChangeOptions,
): Promise<void> {
  const key = parseSettingName(name)
  const value = parseSettingText(key, text)
  if (value instanceof Issue) throw new CommandError('failed', `${key}: ${value.expectation}.`)
  return changeAndTell(terminal, key, options, (context) =>
    changeSetting(
      context,
      { key, value, comment: options.comment, source },
      commandLineAdministrator(),
    ),
  )
}

/** `latchkey config reset` */
export function resetSetting(
  terminal: Terminal,
  name: string,
  options: ChangeOptions,
): Promise<void> {
  const key = parseSettingName(name)
  return changeAndTell(terminal, key, options, (context) =>
    changeSetting(
      context,
      { key, value: undefined, comment: options.comment, source },
      commandLineAdministrator(),
    ),
  )
}

/** `latchkey config revert` */
export async function revertChange(
  terminal: Terminal,
  idText: string,
  options: OutputOptions,
): Promise<void> {
  const id = positiveInteger('ID', idText)
  const change = await withContext(terminal, ({ db }) => findSettingChange(db, id))
  if (!change) throw new CommandError('notFound', `There is no change ${id}.`)
  return changeAndTell(terminal, parseSettingName(change.key), options, (context) =>
    revertSetting(context, { changeId: id, source }, commandLineAdministrator()),
  )
}

async function changeAndTell(
  terminal: Terminal,
  key: SettingKey,
  options: OutputOptions,
  change: (context: Context) => Promise<unknown>,
): Promise<void> {
  await withContext(terminal, async (context) => {
    const before = context.settings.values[key]
    await change(context)
    const after = context.settings.values[key]

    if (options.json) {
      const setting = (await readSettings(context)).find((setting) => setting.key === key)
      printJson(terminal, setting && settingDocument(setting))
    } else if (before === after) {
      report(terminal, `${key} is ${valueText(after)} already.`)
    } else {
      report(terminal, `${key}: ${valueText(before)} → ${valueText(after)}`)
    }
  })
}
