import { confirmAddress, confirmAllAddresses } from '../../features/users/confirm-addresses.ts'
import { commandLineAdministrator, withContext } from '../command-context.ts'
import { CommandError } from '../exit-codes.ts'
import type { OutputOptions } from '../output.ts'
import { confirm } from '../prompt.ts'
import { printJson, report, type Terminal } from '../terminal.ts'
import { userDocument } from './describe-user.ts'
import { getNamedUser } from './find-user.ts'

export interface ConfirmOptions extends OutputOptions {
  readonly all?: boolean
  readonly yes?: boolean
}

/** `latchkey users confirm` */
export async function confirmAddresses(
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
      else report(terminal, `Confirmed the addresses of ${confirmed} users.`)
      return
    }
    const { id } = await getNamedUser(context, name)
    const user = await confirmAddress(context, id, commandLineAdministrator())
    if (options.json) printJson(terminal, userDocument(user))
    else report(terminal, `The address of ${user.email} is confirmed.`)
  })
}
