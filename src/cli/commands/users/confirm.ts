import type { Command } from 'commander'
import { confirmAddress, confirmAllAddresses } from '../../../features/users/confirm-addresses.ts'
import { commandLineAdministrator, withContext } from '../../command-context.ts'
import { CommandError } from '../../exit-codes.ts'
import { examples, json, yes } from '../../flags.ts'
import { counted, type OutputOptions } from '../../output.ts'
import { confirm } from '../../prompt.ts'
import { printJson, report, type Terminal } from '../../terminal.ts'
import { getNamedUser, userDocument } from './user.ts'

export function declare(users: Command, terminal: Terminal): void {
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
    .action((user, options) => confirmAddresses(terminal, user, options))
}

interface ConfirmOptions extends OutputOptions {
  readonly all?: boolean
  readonly yes?: boolean
}

/** `latchkey users confirm` */
async function confirmAddresses(
  terminal: Terminal,
  name: string | undefined,
  options: ConfirmOptions,
): Promise<void> {
  if ((name === undefined) === !options.all) {
    throw new CommandError('usage', 'Name one user, or pass --all.')
  }
  await withContext(terminal, async (context) => {
    if (name === undefined) {
      await confirm(terminal, 'Confirm the addresses of all users', options)
      const confirmed = await confirmAllAddresses(context, commandLineAdministrator())
      if (options.json) printJson(terminal, { confirmed })
      else report(terminal, `Confirmed the addresses of ${counted(confirmed, 'user')}.`)
      return
    }
    const { id } = await getNamedUser(context, name)
    const user = await confirmAddress(context, id, commandLineAdministrator())
    if (options.json) printJson(terminal, userDocument(user))
    else report(terminal, `The address of ${user.email} is confirmed.`)
  })
}
