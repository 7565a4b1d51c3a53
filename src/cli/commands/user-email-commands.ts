import type { Command } from 'commander'
import type { Terminal } from '../terminal.ts'
import { examples, json, yes } from './flags.ts'

/** What is emailed to users, and whose addresses are known to be theirs. */
export function userEmailCommands(users: Command, terminal: Terminal): void {
  users
    .command('send-reset')
    .description('email a user a link to choose a new password')
    .argument('<user>', 'email address or id')
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey users send-reset bob@example.com', 'latchkey users send-reset 7 --json'),
    )
    .action(async (user, options) =>
      (await import('../users/change-users.ts')).sendResetCommand(terminal, user, options),
    )

  users
    .command('invite')
    .description('email somebody a link to create an account, which works for seven days')
    .argument('<email>', 'an address without an account')
    .option(
      '--group <group>',
      'name or id of a group they get; may be repeated',
      (group: string, groups: readonly string[]) => [...groups, group],
      [],
    )
    .option('--staff', 'may enter the console')
    .option('--again', 'send the invitation of this address again')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey users invite bob@example.com',
        'latchkey users invite bob@example.com --staff --group Support',
        'latchkey users invite bob@example.com --again',
      ),
    )
    .action(async (email, options) =>
      (await import('../users/invite.ts')).invite(terminal, email, options),
    )

  users
    .command('confirm')
    .description('record that the email address of a user is known to be theirs')
    .argument('[user]', 'email address or id')
    .option('--all', 'the addresses of all users, for who knows that they were confirmed elsewhere')
    .addOption(yes())
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey users confirm bob@example.com', 'latchkey users confirm --all --yes'),
    )
    .action(async (user, options) =>
      (await import('../users/confirm-addresses.ts')).confirmAddresses(terminal, user, options),
    )
}
