import type { Context } from '../../context.ts'
import { activateUser, deactivateUser } from '../../features/users/activate-user.ts'
import { deleteUser, restoreUser } from '../../features/users/delete-user.ts'
import { sendReset } from '../../features/users/send-link.ts'
import { unlockUser } from '../../features/users/unlock-user.ts'
import type { User } from '../../features/users/user-repository.ts'
import { commandLineAdministrator, withContext } from '../command-context.ts'
import type { OutputOptions } from '../output.ts'
import { durationOrDateTime } from '../parse-options.ts'
import { confirm } from '../prompt.ts'
import { printJson, report, type Terminal } from '../terminal.ts'
import { userDocument } from './describe-user.ts'
import { getNamedUser } from './find-user.ts'
import { reportEmail } from './report-email.ts'

/** `latchkey users activate` */
export function activate(terminal: Terminal, name: string, options: OutputOptions): Promise<void> {
  return change(terminal, { name, done: 'is active.' }, options, (context, { id }) =>
    activateUser(context, { userId: id }, commandLineAdministrator()),
  )
}

export interface DeactivateOptions extends OutputOptions {
  readonly reason?: string
  readonly until?: string
}

/** `latchkey users deactivate` */
export function deactivate(
  terminal: Terminal,
  name: string,
  options: DeactivateOptions,
): Promise<void> {
  const { reason } = options
  const done = 'is deactivated, and every session has ended.'
  return change(terminal, { name, done }, options, (context, { id }) => {
    const until =
      options.until === undefined
        ? undefined
        : durationOrDateTime('--until', options.until, context.now())
    return deactivateUser(context, { userId: id, reason, until }, commandLineAdministrator())
  })
}

export interface DeleteOptions extends OutputOptions {
  readonly yes?: boolean
}

/** `latchkey users delete` */
export function remove(terminal: Terminal, name: string, options: DeleteOptions): Promise<void> {
  const done = 'is deleted. Within 30 days this brings it back: latchkey users restore'
  return change(terminal, { name, done }, options, async (context, { id, email }) => {
    await confirm(terminal, `Delete ${email}`, options)
    return deleteUser(context, { userId: id }, commandLineAdministrator())
  })
}

/** `latchkey users unlock` */
export function unlock(terminal: Terminal, name: string, options: OutputOptions): Promise<void> {
  return change(terminal, { name, done: 'may log in again.' }, options, (context, { id }) =>
    unlockUser(context, id, commandLineAdministrator()),
  )
}

/** `latchkey users send-reset` */
export function sendResetCommand(
  terminal: Terminal,
  name: string,
  options: OutputOptions,
): Promise<void> {
  return withContext(terminal, async (context) => {
    const { id } = await getNamedUser(context, name)
    const user = await sendReset(context, id, commandLineAdministrator())
    const sentence = `${user.email} gets an email with a link to choose a new password.`
    if (options.json) printJson(terminal, userDocument(user))
    else reportEmail(terminal, context.config, sentence)
  })
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
