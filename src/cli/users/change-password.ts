import { validateNewPassword } from '../../features/users/password-policy.ts'
import { setPassword } from '../../features/users/set-password.ts'
import { commandLineAdministrator, withContext } from '../command-context.ts'
import type { OutputOptions } from '../output.ts'
import { type PasswordOptions, readNewPassword } from '../read-password.ts'
import { printJson, report, type Terminal } from '../terminal.ts'
import { userDocument } from './describe-user.ts'
import { getNamedUser } from './find-user.ts'

export interface ChangePasswordOptions extends OutputOptions, PasswordOptions {
  readonly keepSessions?: boolean
}

/** `latchkey changepassword` */
export async function changePassword(
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
    const consequence = signOutEverywhere ? ' Every session has ended.' : ''
    report(terminal, `Changed the password of ${user.email}.${consequence}`)
  })
}
