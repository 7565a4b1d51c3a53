import type { TransactionContext } from '../../context.ts'
import { localeFor } from '../email/email-kinds.ts'
import { queueEmail } from '../email/queue-email.ts'
import { hasSettledAddress } from '../email/settled-address.ts'
import { mayTellOfFailures } from '../verifications/request-limits.ts'
import type { AttemptOwner } from './login-attempts.ts'

/**
 * Tells the owner that wrong passwords locked the account. The same statements for an email without an account: the work must
 * tell nobody which emails have one.
 */
export async function notifyOfLockout(
  context: TransactionContext,
  { email, normalizedEmail, user, client }: AttemptOwner,
): Promise<void> {
  if (!context.config.canEmail) return
  const owner = user?.isActive && hasSettledAddress(context, user) ? user : undefined
  const isTold = await mayTellOfFailures(context, normalizedEmail, owner !== undefined)
  await queueEmail(context, {
    kind: 'login_failures',
    // Who guesses chooses no language for the owner.
    locale: localeFor(context, undefined),
    recipient: owner?.email ?? email.slice(0, 254),
    userId: owner?.id ?? null,
    variables: { address: client.address ?? '–' },
    isDropped: !owner || !isTold,
  })
}
