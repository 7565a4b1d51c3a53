import type { Command } from 'commander'
import type { Config } from '../../../config/read-config.ts'
import type { Context } from '../../../context.ts'
import type { Invitation } from '../../../features/invitations/invitation.ts'
import { findPendingInvitation } from '../../../features/invitations/invitation-repository.ts'
import { inviteUser } from '../../../features/invitations/invite-user.ts'
import { sendInvitation } from '../../../features/invitations/send-invitation.ts'
import { sendReset } from '../../../features/users/send-link.ts'
import { toIsoString } from '../../../text/date-time.ts'
import { normalizeEmail } from '../../../text/email-address.ts'
import { commandLineAdministrator, withContext } from '../../command-context.ts'
import { CommandError } from '../../exit-codes.ts'
import { examples, json } from '../../flags.ts'
import type { OutputOptions } from '../../output.ts'
import { printJson, report, type Terminal } from '../../terminal.ts'
import { getActiveGroup } from '../groups/group.ts'
import { getNamedUser, userDocument } from './user.ts'

export function declare(users: Command, terminal: Terminal): void {
  declareSendReset(users, terminal)
  declareInvite(users, terminal)
}

function declareSendReset(users: Command, terminal: Terminal): void {
  users
    .command('send-reset')
    .description('email a user a link to choose a new password')
    .argument('<user>', 'email address or ID')
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey users send-reset bob@example.com', 'latchkey users send-reset 7 --json'),
    )
    .action((user, options) => sendResetCommand(terminal, user, options))
}

/** `latchkey users send-reset` */
function sendResetCommand(terminal: Terminal, name: string, options: OutputOptions): Promise<void> {
  return withContext(terminal, async (context) => {
    const { id } = await getNamedUser(context, name)
    const user = await sendReset(context, id, commandLineAdministrator())
    const sentence = `Sending ${user.email} a link to choose a new password.`
    if (options.json) printJson(terminal, userDocument(user))
    else reportEmail(terminal, context.config, sentence)
  })
}

function declareInvite(users: Command, terminal: Terminal): void {
  users
    .command('invite')
    .description('email someone a link to create an account; valid for seven days')
    .argument('<email>', 'email address without an account')
    .option(
      '--group <group>',
      'name or ID of a group to add them to; repeatable',
      (group: string, groups: readonly string[]) => [...groups, group],
      [],
    )
    .option('--staff', 'allow access to the console')
    .option('--again', 'resend the pending invitation to this address')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey users invite bob@example.com',
        'latchkey users invite bob@example.com --staff --group Support',
        'latchkey users invite bob@example.com --again',
      ),
    )
    .action((email, options) => invite(terminal, email, options))
}

interface InviteOptions extends OutputOptions {
  readonly group: readonly string[]
  readonly staff?: boolean
  readonly again?: boolean
}

/** `latchkey users invite` */
async function invite(terminal: Terminal, email: string, options: InviteOptions): Promise<void> {
  await withContext(terminal, async (context) => {
    const send = options.again ? sendAgain : inviteAnew
    const invitation = await send(context, email, options)
    const expiresAt = toIsoString(invitation.expiresAt)
    if (options.json) {
      const { id, email } = invitation
      printJson(terminal, { id, email, expires_at: expiresAt })
    } else {
      const sentence = `Sending ${invitation.email} an invitation that is valid until ${expiresAt}.`
      reportEmail(terminal, context.config, sentence)
    }
  })
}

async function inviteAnew(
  context: Context,
  email: string,
  { group: names, staff }: InviteOptions,
): Promise<Invitation> {
  const groups: number[] = []
  for (const name of names) groups.push((await getActiveGroup(context, name)).id)
  const request = { email, groups, isStaff: staff }
  return inviteUser(context, request, commandLineAdministrator())
}

async function sendAgain(context: Context, email: string): Promise<Invitation> {
  const pending = await findPendingInvitation(context.db, normalizeEmail(email))
  if (!pending) {
    const message = `There is no pending invitation for ${email}. To create one: latchkey users invite ${email}`
    throw new CommandError('notFound', message)
  }
  return sendInvitation(context, pending.id, commandLineAdministrator())
}

/** Says that an email is on its way, or that nobody gets it: development without a mail server keeps it. */
function reportEmail(terminal: Terminal, { smtp }: Config, sentence: string): void {
  report(
    terminal,
    smtp === undefined
      ? 'The email was not sent because SMTP_URL is not set. It is stored in the database.'
      : sentence,
  )
}
