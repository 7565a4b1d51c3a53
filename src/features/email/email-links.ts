import type { Context } from '../../context.ts'
import { type VerificationSubject, verificationToken } from '../../crypto/verification-secret.ts'

const pages: Readonly<Record<string, string>> = {
  reset_password: '/account/reset/',
  confirm_email: '/account/confirm/',
  register: '/account/register/',
  invitation: '/account/invitation/',
  change_email: '/account/change-email/',
  undo_email_change: '/account/undo/',
  restore_user: '/account/restore/',
}

/** The link of a verification. Its secret is in the fragment, which no browser sends and no proxy logs. */
export function linkOf({ config, secrets }: Context, subject: VerificationSubject): string {
  const page = pages[subject.kind] ?? '/'
  return `${config.publicUrl}${page}#${verificationToken(secrets.verifications[0], subject)}`
}
