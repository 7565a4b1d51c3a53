import type { Command } from 'commander'
import { createUser, createUserIfMissing } from '../../../features/users/create-user.ts'
import { commandLineAdministrator, withContext } from '../../command-context.ts'
import { examples, json, passwordFile, passwordStdin } from '../../flags.ts'
import type { OutputOptions } from '../../output.ts'
import { type PasswordOptions, readGivenPassword } from '../../read-password.ts'
import { printJson, report, type Terminal } from '../../terminal.ts'
import { getNamedUser, userDocument } from './user.ts'

export function declare(users: Command, terminal: Terminal): void {
  users
    .command('create')
    .description('create a user; without a password, they cannot log in until one is set')
    .argument('<email>', 'email address of the user')
    .option('--username <name>', 'username')
    .option('--staff', 'allow access to the console')
    .addOption(passwordStdin())
    .addOption(passwordFile())
    .option('--if-not-exists', 'succeed without changes if the address already has an account')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey users create bob@example.com',
        'latchkey users create bob@example.com --password-stdin --json < password.txt',
      ),
    )
    .action((email, options) => createUserCommand(terminal, email, options))
}

interface CreateUserOptions extends OutputOptions, PasswordOptions {
  readonly username?: string
  readonly staff?: boolean
  readonly ifNotExists?: boolean
}

/** `latchkey users create` */
async function createUserCommand(
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
      report(
        terminal,
        `They cannot log in until you set a password: latchkey changepassword ${user.email}`,
      )
    }
  })
}
