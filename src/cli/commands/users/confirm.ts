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
    .description("mark a user's email address as confirmed")
    .argument('[user]', 'email address or ID')
    .option('--all', 'all users, if their addresses were confirmed elsewhere')
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
    throw new CommandError('usage', 'Specify a user or --all.')
  }
  await withContext(terminal, async (context) => {
    if (name === undefined) {
      await confirm(terminal, 'Mark the email addresses of all users as confirmed', options)
      const confirmed = await confirmAllAddresses(context, commandLineAdministrator())
      if (options.json) printJson(terminal, { confirmed })
      else report(terminal, `Confirmed the email addresses of ${counted(confirmed, 'user')}.`)
      return
    }
    const { id } = await getNamedUser(context, name)
    const user = await confirmAddress(context, id, commandLineAdministrator())
    if (options.json) printJson(terminal, userDocument(user))
    else report(terminal, `The email address ${user.email} is confirmed.`)
  })
}
