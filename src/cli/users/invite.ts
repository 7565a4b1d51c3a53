import type { Context } from '../../context.ts'
import type { Invitation } from '../../features/invitations/invitation.ts'
import { findPendingInvitation } from '../../features/invitations/invitation-repository.ts'
import { inviteUser } from '../../features/invitations/invite-user.ts'
import { sendInvitation } from '../../features/invitations/send-invitation.ts'
import { toIsoString } from '../../text/date-time.ts'
import { normalizeEmail } from '../../text/email-address.ts'
import { commandLineAdministrator, withContext } from '../command-context.ts'
import { CommandError } from '../exit-codes.ts'
import { getActiveGroup } from '../groups/find-group.ts'
import type { OutputOptions } from '../output.ts'
import { printJson, type Terminal } from '../terminal.ts'
import { reportEmail } from './report-email.ts'

export interface InviteOptions extends OutputOptions {
  readonly group: readonly string[]
  readonly staff?: boolean
  readonly again?: boolean
}

/** `latchkey users invite` */
export async function invite(
  terminal: Terminal,
  email: string,
  options: InviteOptions,
): Promise<void> {
  await withContext(terminal, async (context) => {
    const send = options.again ? sendAgain : inviteAnew
    const invitation = await send(context, email, options)
    const expiresAt = toIsoString(invitation.expiresAt)
    if (options.json) {
      const { id, email } = invitation
      printJson(terminal, { id, email, expires_at: expiresAt })
    } else {
      const sentence = `${invitation.email} gets an email with a link that works until ${expiresAt}.`
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
    const message = `There is no invitation of ${email}. This makes one: latchkey users invite ${email}`
    throw new CommandError('notFound', message)
  }
  return sendInvitation(context, pending.id, commandLineAdministrator())
}
