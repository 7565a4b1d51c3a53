import type { Context } from '../../context.ts'
import { type VerificationSubject, verificationToken } from '../../crypto/verification-secret.ts'
import type { SettingValues } from '../settings/definitions.ts'

const pages: Readonly<Record<string, string>> = {
  reset_password: '/account/reset/',
  confirm_email: '/account/confirm/',
  register: '/account/register/',
  invitation: '/account/invitation/',
  change_email: '/account/change-email/',
  undo_email_change: '/account/undo/',
  restore_user: '/account/restore/',
}

/** The link of a verification. Our own pages get its secret in the fragment, which no browser sends and no proxy logs. */
export function linkOf(context: Context, subject: VerificationSubject): string {
  const { kind } = subject
  return linkWith(context, kind, verificationToken(context.secrets.verifications[0], subject))
}

/** The link of this kind with this secret. Nothing that anybody sends has a part in it. */
export function linkWith({ config, settings }: Context, kind: string, token: string): string {
  const page = `${config.publicUrl}${pages[kind] ?? '/'}#{token}`
  // A function: a `$` in the address means nothing.
  return (ownPageOf(settings.values, kind) ?? page)
    .replaceAll('{kind}', () => kind)
    .replace('{token}', () => token)
}

/** The page of the product for links of this kind, if it has one. */
function ownPageOf(
  { PASSWORD_RESET_URL, EMAIL_CONFIRM_URL, INVITATION_URL }: SettingValues,
  kind: string,
): string | undefined {
  if (kind === 'reset_password') return PASSWORD_RESET_URL || undefined
  if (kind === 'invitation') return INVITATION_URL || undefined
  const isConfirmed =
    kind === 'confirm_email' ||
    (confirmations.includes(kind) && EMAIL_CONFIRM_URL.includes('{kind}'))
  return (isConfirmed && EMAIL_CONFIRM_URL) || undefined
}

/** What else a page can confirm that is told which it is. */
const confirmations = ['register', 'change_email']
