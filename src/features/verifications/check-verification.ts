import type { Context } from '../../context.ts'
import {
  handleOf,
  isMadeFor,
  verificationCode,
  verificationTicket,
  verificationToken,
} from '../../crypto/verification-secret.ts'
import { ApiError } from '../../errors.ts'
import { mayGuess } from './request-limits.ts'
import {
  codeLifetimeMilliseconds,
  maxGuesses,
  type VerificationKind,
} from './verification-kinds.ts'
import { countGuess, findVerification, type Verification } from './verification-repository.ts'

/** What proves a mailbox: the emailed link, or the emailed code together with the ticket of the request. */
export interface MailboxProof {
  readonly token?: string | undefined
  readonly ticket?: string | undefined
  readonly code?: string | undefined
}

/**
 * The verification that this proves, which it does not use up. A guess of a code is counted before it is checked, and stays
 * counted whatever becomes of the request.
 *
 * @throws {ApiError} `verification_invalid`, the same for unknown, used, expired and wrong ones.
 */
export async function checkVerification(
  context: Context,
  kind: VerificationKind,
  { token, ticket, code }: MailboxProof,
): Promise<Verification> {
  const found =
    token === undefined
      ? await checkCode(context, kind, ticket ?? '', normalizeCode(code ?? ''))
      : await checkToken(context, kind, token)
  if (!found) throw new ApiError('verification_invalid')
  return found
}

async function checkToken(context: Context, kind: VerificationKind, token: string) {
  const found = await findByToken(context, token)
  return found?.kind === kind ? found : undefined
}

/** The address that a link was sent to, whatever it is for; uses nothing up. @throws {ApiError} `verification_invalid` */
export async function addressOfLink(context: Context, token: string): Promise<string> {
  const found = await findByToken(context, token)
  if (!found || found.email === null) throw new ApiError('verification_invalid')
  return found.email
}

/** Whose link this is; undefined for one that no longer works, or of nobody. Uses nothing up. */
export async function userOfLink(context: Context, token: string): Promise<number | undefined> {
  return (await findByToken(context, token))?.userId ?? undefined
}

/** What a ticket was issued for; proves nothing. */
export async function kindOfTicket(
  { db, secrets }: Context,
  ticket: string | undefined,
): Promise<string | undefined> {
  const handle = handleOf(ticket ?? '')
  const found = handle === undefined ? undefined : await findVerification(db, handle)
  const isRight = found && isMadeFor(found, verificationTicket, secrets.verifications, ticket ?? '')
  return isRight ? found.kind : undefined
}

async function findByToken({ db, now, secrets }: Context, token: string) {
  const handle = handleOf(token)
  const found = handle === undefined ? undefined : await findVerification(db, handle)
  const isLive = found && found.consumedAt === null && found.expiresAt > now()
  const isRight = isLive && isMadeFor(found, verificationToken, secrets.verifications, token)
  return isRight ? found : undefined
}

async function checkCode(context: Context, kind: VerificationKind, ticket: string, code: string) {
  const { db, now, secrets } = context
  const handle = handleOf(ticket)
  if (handle === undefined) return undefined
  const time = now()
  const createdAfter = time - codeLifetimeMilliseconds
  const found = await countGuess(db, { handle, kind, now: time, createdAfter, maxGuesses })
  if (!found || !isMadeFor(found, verificationTicket, secrets.verifications, ticket))
    return undefined
  const normalizedEmail = found.normalizedEmail ?? ''
  const isSent = found.userId !== null || found.payload !== null
  const isCounted = await mayGuess(context, { normalizedEmail, isSent })
  const isRight = isCounted && isMadeFor(found, verificationCode, secrets.verifications, code)
  return isRight ? found : undefined
}

/** People type spaces, dashes and full-width digits. */
function normalizeCode(text: string): string {
  return text.normalize('NFKC').replace(/[\s\p{Pd}]/gu, '')
}
