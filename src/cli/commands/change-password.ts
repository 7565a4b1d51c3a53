import type { Command } from 'commander'
import { validateNewPassword } from '../../features/users/password-policy.ts'
import { setPassword } from '../../features/users/set-password.ts'
import { commandLineAdministrator, withContext } from '../command-context.ts'
import { examples, json, passwordFile, passwordStdin } from '../flags.ts'
import type { OutputOptions } from '../output.ts'
import { type PasswordOptions, readNewPassword } from '../read-password.ts'
import { printJson, report, type Terminal } from '../terminal.ts'
import { getNamedUser, userDocument } from './users/user.ts'

export function declare(command: Command, terminal: Terminal): void {
  command
    .argument('<user>', 'email address or ID')
    .addOption(passwordStdin())
    .addOption(passwordFile())
    .option('--keep-sessions', 'do not end the sessions of the user')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey changepassword bob@example.com',
        'latchkey changepassword bob@example.com --password-stdin < password.txt',
      ),
    )
    .action((user, options) => changePassword(terminal, user, options))
}

interface ChangePasswordOptions extends OutputOptions, PasswordOptions {
  readonly keepSessions?: boolean
}

/** `latchkey changepassword` */
async function changePassword(
  terminal: Terminal,
  name: string,
  options: ChangePasswordOptions,
): Promise<void> {
  await withContext(terminal, async (context) => {
    const { id, email } = await getNamedUser(context, name)
    const password = await readNewPassword(terminal, options, {
      issuesOf: (password) => validateNewPassword(context, password, email),
    })
    const signOutEverywhere = !options.keepSessions
    const user = await setPassword(
      context,
      { userId: id, password, signOutEverywhere },
      commandLineAdministrator(),
    )
    if (options.json) return printJson(terminal, userDocument(user))
    const consequence = signOutEverywhere ? ' All their sessions were ended.' : ''
    report(terminal, `Changed the password of ${user.email}.${consequence}`)
  })
}
