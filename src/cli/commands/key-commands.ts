import type { Command } from 'commander'
import type { Terminal } from '../terminal.ts'
import { examples, json, yes } from './flags.ts'

/** The keys that sign access tokens. */
export function keyCommands(program: Command, terminal: Terminal): void {
  const keys = program
    .command('keys')
    .description('look after the keys that sign access tokens')
    .addHelpText('after', examples('latchkey keys list', 'latchkey keys rotate'))
  const load = () => import('../keys/manage-keys.ts')

  keys
    .command('list')
    .description('list the keys, the newest first')
    .addOption(json())
    .addHelpText('after', examples('latchkey keys list', 'latchkey keys list --json'))
    .action(async (options) => (await load()).listSigningKeys(terminal, options))

  keys
    .command('rotate')
    .description('make the next key; nobody is logged out')
    .option(
      '--activate-in <duration>',
      'when it begins to sign; verifiers know it from now on',
      '10m',
    )
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey keys rotate', 'latchkey keys rotate --activate-in 1h --json'),
    )
    .action(async (options) => (await load()).rotateKeys(terminal, options))

  keys
    .command('revoke')
    .description('withdraw a key at once: tokens signed by it are refused')
    .argument('<kid>', 'id of the key (keys list)')
    .addOption(yes())
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey keys revoke Zy3…', 'latchkey keys revoke Zy3… --yes --json'),
    )
    .action(async (kid, options) => (await load()).revokeKey(terminal, kid, options))
}
