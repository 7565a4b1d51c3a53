import type { Command } from 'commander'
import { Issue } from '../../../config/value-parsers.ts'
import type { Context } from '../../../context.ts'
import { changeSetting, revertSetting } from '../../../features/settings/change-setting.ts'
import { parseSettingText } from '../../../features/settings/check-value.ts'
import type { SettingKey } from '../../../features/settings/definitions.ts'
import { readSettings } from '../../../features/settings/read-settings.ts'
import { findSettingChange } from '../../../features/settings/settings-repository.ts'
import { valueText } from '../../../features/settings/value-text.ts'
import { commandLineAdministrator, withContext } from '../../command-context.ts'
import { CommandError } from '../../exit-codes.ts'
import { comment, examples, json } from '../../flags.ts'
import type { OutputOptions } from '../../output.ts'
import { positiveInteger, quoted } from '../../parse-options.ts'
import { printJson, report, type Terminal } from '../../terminal.ts'
import { parseSettingName, settingDocument } from './setting.ts'

export function declare(config: Command, terminal: Terminal): void {
  config
    .command('set')
    .description('change a setting on every node within a second')
    .argument('<key>', 'name of the setting')
    .argument('<value>', 'new value; durations can be written as 30s, 15m, 12h or 30d')
    .addOption(comment())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey config set REFRESH_TOKEN_LIFETIME 14d',
        'latchkey config set REGISTRATION_ENABLED false --comment "closed beta"',
      ),
    )
    .action((key, value, options) => setSetting(terminal, { key, text: value }, options))

  config
    .command('reset')
    .description('reset a setting to its default')
    .argument('<key>', 'name of the setting')
    .addOption(comment())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey config reset ACCESS_TOKEN_LIFETIME',
        'latchkey config reset DOCS_ACCESS --json',
      ),
    )
    .action((key, options) => resetSetting(terminal, key, options))

  config
    .command('revert')
    .description('revert a change from the history')
    .argument('<id>', 'ID of the change (see config history)')
    .addOption(json())
    .addHelpText('after', examples('latchkey config revert 12', 'latchkey config revert 12 --json'))
    .action((id, options) => revertChange(terminal, id, options))
}

interface ChangeOptions extends OutputOptions {
  readonly comment?: string
}

const source = 'command line'

/** `latchkey config set` */
function setSetting(
  terminal: Terminal,
  { key: name, text }: { readonly key: string; readonly text: string },
  options: ChangeOptions,
): Promise<void> {
  const key = parseSettingName(name)
  const value = parseSettingText(key, text)
  if (value instanceof Issue) {
    throw new CommandError('usage', `${key}: ${value.expectation}, not ${quoted(text)}.`)
  }
  return changeAndTell(terminal, key, options, (context) =>
    changeSetting(
      context,
      { key, value, comment: options.comment, source },
      commandLineAdministrator(),
    ),
  )
}

/** `latchkey config reset` */
function resetSetting(terminal: Terminal, name: string, options: ChangeOptions): Promise<void> {
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
async function revertChange(
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
      report(terminal, `${key} is already ${valueText(key, after)}.`)
    } else {
      report(terminal, `${key}: ${valueText(key, before)} → ${valueText(key, after)}`)
    }
  })
}
