import type { Command } from 'commander'
import type { Context } from '../../../context.ts'
import { activateUser, deactivateUser } from '../../../features/users/activate-user.ts'
import { deleteUser, restoreUser } from '../../../features/users/delete-user.ts'
import { unlockUser } from '../../../features/users/unlock-user.ts'
import type { User } from '../../../features/users/user-repository.ts'
import { commandLineAdministrator, withContext } from '../../command-context.ts'
import { examples, json, yes } from '../../flags.ts'
import type { OutputOptions } from '../../output.ts'
import { durationOrDateTime } from '../../parse-options.ts'
import { confirm } from '../../prompt.ts'
import { printJson, report, type Terminal } from '../../terminal.ts'
import { getNamedUser, userDocument } from './user.ts'

export function declare(users: Command, terminal: Terminal): void {
  declareActivate(users, terminal)
  declareDeactivate(users, terminal)
  declareDelete(users, terminal)
  declareRestore(users, terminal)
  declareUnlock(users, terminal)
}

function declareActivate(users: Command, terminal: Terminal): void {
  users
    .command('activate')
    .description('reactivate a deactivated user')
    .argument('<user>', 'email address or ID')
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey users activate bob@example.com', 'latchkey users activate 7 --json'),
    )
    .action((user, options) => activate(terminal, user, options))
}

function declareDeactivate(users: Command, terminal: Terminal): void {
  users
    .command('deactivate')
    .description('deactivate a user and end their sessions immediately')
    .argument('<user>', 'email address or ID')
    .option('--reason <text>', 'reason, visible to other administrators')
    .option(
      '--until <time>',
      'when it ends automatically: after a duration such as 7d, or at a time such as 2030-02-01T08:00Z (a date alone is midnight UTC)',
    )
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey users deactivate bob@example.com',
        'latchkey users deactivate 7 --reason "on leave" --until 14d',
      ),
    )
    .action((user, options) => deactivate(terminal, user, options))
}

function declareDelete(users: Command, terminal: Terminal): void {
  users
    .command('delete')
    .description('delete a user; can be restored for 30 days')
    .argument('<user>', 'email address or ID')
    .addOption(yes())
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey users delete bob@example.com', 'latchkey users delete 7 --yes --json'),
    )
    .action((user, options) => remove(terminal, user, options))
}

function declareRestore(users: Command, terminal: Terminal): void {
  users
    .command('restore')
    .description('restore a deleted user')
    .argument('<user>', 'email address or ID')
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey users restore bob@example.com', 'latchkey users restore 7 --json'),
    )
    .action((user, options) => restore(terminal, user, options))
}

function declareUnlock(users: Command, terminal: Terminal): void {
  users
    .command('unlock')
    .description('unlock a user who is locked after too many failed logins')
    .argument('<user>', 'email address or ID')
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey users unlock bob@example.com', 'latchkey users unlock 7 --json'),
    )
    .action((user, options) => unlock(terminal, user, options))
}

/** `latchkey users activate` */
function activate(terminal: Terminal, name: string, options: OutputOptions): Promise<void> {
  return change(terminal, { name, done: 'is active.' }, options, (context, { id }) =>
    activateUser(context, { userId: id }, commandLineAdministrator()),
  )
}

interface DeactivateOptions extends OutputOptions {
  readonly reason?: string
  readonly until?: string
}

/** `latchkey users deactivate` */
function deactivate(terminal: Terminal, name: string, options: DeactivateOptions): Promise<void> {
  const { reason } = options
  const done = 'is deactivated. All their sessions were ended.'
  const untilFrom =
    options.until === undefined ? undefined : durationOrDateTime('--until', options.until)
  return change(terminal, { name, done }, options, (context, { id }) => {
    const until = untilFrom?.(context.now())
    return deactivateUser(context, { userId: id, reason, until }, commandLineAdministrator())
  })
}

interface DeleteOptions extends OutputOptions {
  readonly yes?: boolean
}

/** `latchkey users delete` */
function remove(terminal: Terminal, name: string, options: DeleteOptions): Promise<void> {
  const done = `is deleted. To restore within 30 days: latchkey users restore ${name}`
  return change(terminal, { name, done }, options, async (context, { id, email }) => {
    await confirm(terminal, `Delete ${email}`, options)
    return deleteUser(context, { userId: id }, commandLineAdministrator())
  })
}

/** `latchkey users unlock` */
function unlock(terminal: Terminal, name: string, options: OutputOptions): Promise<void> {
  return change(terminal, { name, done: 'can log in again.' }, options, (context, { id }) =>
    unlockUser(context, id, commandLineAdministrator()),
  )
}

/** `latchkey users restore` */
export function restore(terminal: Terminal, name: string, options: OutputOptions): Promise<void> {
  return change(terminal, { name, done: 'is restored.' }, options, (context, { id }) =>
    restoreUser(context, { userId: id }, commandLineAdministrator()),
  )
}

interface Subject {
  readonly name: string
  /** What holds afterwards, for people. */
  readonly done: string
}

async function change(
  terminal: Terminal,
  { name, done }: Subject,
  options: OutputOptions,
  mutation: (context: Context, user: User) => Promise<User>,
): Promise<void> {
  await withContext(terminal, async (context) => {
    const user = await mutation(context, await getNamedUser(context, name))
    if (options.json) printJson(terminal, userDocument(user))
    else report(terminal, `${user.email} ${done}`)
  })
}
