import { createUser, createUserIfMissing } from '../../features/users/create-user.ts'
import { commandLineAdministrator, withContext } from '../command-context.ts'
import type { OutputOptions } from '../output.ts'
import { type PasswordOptions, readGivenPassword } from '../read-password.ts'
import { printJson, report, type Terminal } from '../terminal.ts'
import { userDocument } from './describe-user.ts'
import { getNamedUser } from './find-user.ts'

export interface CreateUserOptions extends OutputOptions, PasswordOptions {
  readonly username?: string
  readonly staff?: boolean
  readonly ifNotExists?: boolean
}

/** `latchkey users create` */
export async function createUserCommand(
  terminal: Terminal,
  email: string,
  options: CreateUserOptions,
): Promise<void> {
  const password = await readGivenPassword(terminal, options)
  const request = { email, password, username: options.username, isStaff: options.staff }

  await withContext(terminal, async (context) => {
    const create = options.ifNotExists ? createUserIfMissing : createUser
    const created = await create(context, request, commandLineAdministrator())
    const user = created ?? (await getNamedUser(context, email))

    if (options.json) printJson(terminal, { ...userDocument(user), created: created !== undefined })
    else if (created) report(terminal, `Created user ${user.id}, ${user.email}.`)
    else report(terminal, `${user.email} already exists, unchanged.`)
    if (created && password === undefined && !options.json) {
      report(terminal, `Nobody can log in before: latchkey changepassword ${user.email}`)
    }
  })
}
