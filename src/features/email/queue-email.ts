import type { Context, TransactionContext } from '../../context.ts'
import { verificationCode } from '../../crypto/verification-secret.ts'
import { ApiError } from '../../errors.ts'
import { findVerificationById } from '../verifications/verification-repository.ts'
import type { EmailKind, Locale } from './email-kinds.ts'
import { linkOf } from './email-links.ts'
import { insertEmail } from './email-repository.ts'

export interface Email {
  readonly kind: EmailKind
  readonly locale: Locale
  readonly recipient: string
  readonly userId: number | null
  readonly verificationId?: number
  /** What else the template shows. No secret: it is stored. */
  readonly variables?: Readonly<Record<string, string>>
  /** Nobody gets it; it is queued so that the request takes the same statements. */
  readonly isDropped?: boolean
}

/** @throws {ApiError} `email_unavailable` in production without a mail server, whatever the address. */
export function assertCanEmail({ config }: Context): void {
  if (!config.canEmail) throw new ApiError('email_unavailable')
}

/**
 * Queues an email as part of the transaction of what it is about: it is sent once that is committed, and never otherwise.
 * In development without a mail server it is kept, and the log shows it.
 */
export async function queueEmail(context: TransactionContext, email: Email): Promise<void> {
  const { config, db, now } = context
  const isKept = config.smtp === undefined
  const state = email.isDropped ? 'dropped' : isKept ? 'kept' : 'due'
  await insertEmail(db, {
    kind: email.kind,
    locale: email.locale,
    userId: email.userId,
    verificationId: email.verificationId ?? null,
    recipient: email.recipient,
    variables: JSON.stringify(email.variables ?? {}),
    state,
    at: now(),
  })
  if (state === 'due') context.afterCommit(() => context.emailSignal.wake())
  if (state === 'kept' && config.mode === 'development') await showInLog(context, email)
}

/** The only place where a link or code is shown, and only where nothing is at stake. */
async function showInLog(
  context: TransactionContext,
  { kind, recipient, verificationId }: Email,
): Promise<void> {
  const found =
    verificationId === undefined
      ? undefined
      : await findVerificationById(context.db, verificationId)
  const secrets = found && {
    code: verificationCode(context.secrets.verifications[0], found),
    link: linkOf(context, found),
  }
  const line = { event: 'email.kept', kind, recipient, ...secrets }
  context.afterCommit(() => context.log.info(line, 'email not sent: no SMTP_URL'))
}
