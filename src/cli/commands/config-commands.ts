import type { Command } from 'commander'
import type { Terminal } from '../terminal.ts'
import { comment, dryRun, examples, json, limit } from './flags.ts'

/** What administrators may change at run time. */
export function configCommands(program: Command, terminal: Terminal): void {
  const config = program
    .command('config')
    .alias('constance')
    .description('read and change the settings')
    .addHelpText(
      'after',
      examples('latchkey config list', 'latchkey config set ACCESS_TOKEN_LIFETIME 60'),
    )
  readingCommands(config, terminal)
  changingCommands(config, terminal)
  filingCommands(config, terminal)
}

function readingCommands(config: Command, terminal: Terminal): void {
  const load = () => import('../settings/read-settings.ts')

  config
    .command('list')
    .description('list the settings with their values and where those come from')
    .option('--modified', 'only those that differ from their defaults')
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey config list', 'latchkey config list --modified --json'),
    )
    .action(async (options) => (await load()).listSettings(terminal, options))

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
    .action(async (key, options) => (await load()).getSetting(terminal, key, options))

  config
    .command('history')
    .description('list the changes, the newest first')
    .argument('[key]', 'only of this setting')
    .addOption(limit())
    .option('--before <id>', 'only changes older than this one: the next page')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey config history',
        'latchkey config history ACCESS_TOKEN_LIFETIME --limit 5 --json',
      ),
    )
    .action(async (key, options) => (await load()).listHistory(terminal, key, options))
}

function changingCommands(config: Command, terminal: Terminal): void {
  const load = () => import('../settings/change-settings.ts')

  config
    .command('set')
    .description('change a setting, on every node within a second')
    .argument('<key>', 'name of the setting')
    .argument('<value>', 'its new value; durations may be written 30s, 15m, 12h, 30d')
    .addOption(comment())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey config set REFRESH_TOKEN_LIFETIME 14d',
        'latchkey config set REGISTRATION_ENABLED false --comment "closed beta"',
      ),
    )
    .action(async (key, value, options) =>
      (await load()).setSetting(terminal, { key, text: value }, options),
    )

  config
    .command('reset')
    .description('put a setting back to its default')
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
    .action(async (key, options) => (await load()).resetSetting(terminal, key, options))

  config
    .command('revert')
    .description('take back a change of the history')
    .argument('<id>', 'number of the change (config history)')
    .addOption(json())
    .addHelpText('after', examples('latchkey config revert 12', 'latchkey config revert 12 --json'))
    .action(async (id, options) => (await load()).revertChange(terminal, id, options))
}

function filingCommands(config: Command, terminal: Terminal): void {
  const load = () => import('../settings/file-settings.ts')

  config
    .command('export')
    .description('print the settings that were changed, for import elsewhere')
    .option('--format <format>', 'json or env', 'json')
    .option('--all', 'those at their defaults too')
    .addHelpText(
      'after',
      examples('latchkey config export > settings.json', 'latchkey config export --format env'),
    )
    .action(async (options) => (await load()).exportSettings(terminal, options))

  config
    .command('import')
    .description('change settings to those of a file, all or none')
    .argument('<file>', 'what export printed (JSON or env); - reads standard input')
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
    .action(async (file, options) => (await load()).importSettings(terminal, file, options))
}
