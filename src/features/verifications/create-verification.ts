import type { ClientInfo, TransactionContext } from '../../context.ts'
import { createHandle, verificationTicket } from '../../crypto/verification-secret.ts'
import { normalizeEmail } from '../../text/email-address.ts'
import {
  codeLifetimeMilliseconds,
  type VerificationKind,
  verificationKinds,
} from './verification-kinds.ts'
import { insertVerification } from './verification-repository.ts'

export interface VerificationRequest {
  readonly kind: VerificationKind
  /** Null for an address of nobody, which gets the same response. */
  readonly userId: number | null
  readonly email: string
  readonly client: ClientInfo
  /** What the use needs besides; stored as JSON. No secret in plain text. */
  readonly payload?: Readonly<Record<string, string>> | undefined
  /** How long the link works, milliseconds, where it is not always the same. */
  readonly lifetime?: number
}

export interface CreatedVerification {
  readonly id: number
  /** For whoever asked: together with the emailed code it proves the mailbox. */
  readonly ticket: string
  readonly codeExpiresInSeconds: number
}

/** Creates a one-time link and code. Several of one kind may live at once; the first that is used ends all of them. */
export async function createVerification(
  context: TransactionContext,
  { kind, userId, email, client, payload, lifetime }: VerificationRequest,
): Promise<CreatedVerification> {
  const now = context.now()
  const subject = { kind, handle: createHandle(), userId, normalizedEmail: normalizeEmail(email) }
  const id = await insertVerification(context.db, {
    ...subject,
    email,
    payload: payload ? JSON.stringify(payload) : null,
    createdAt: now,
    expiresAt: now + (lifetime ?? verificationKinds[kind].lifetime),
    address: client.address,
    userAgent: client.userAgent,
  })
  const [key] = context.secrets.verifications
  return {
    id,
    ticket: verificationTicket(key, subject),
    codeExpiresInSeconds: codeLifetimeMilliseconds / 1_000,
  }
}
