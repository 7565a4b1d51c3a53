import { type Caller, type ClientInfo, type Context, inTransaction } from '../../context.ts'
import { createSecretToken, hashSecretToken, isSecretToken } from '../../crypto/console-token.ts'
import { bumpRevision } from '../../database/revisions.ts'
import { ApiError, fieldErrors } from '../../errors.ts'
import { displayFormOf, emailTakenMessage, normalizeEmail } from '../../text/email-address.ts'
import { recordEvent } from '../audit/record-event.ts'
import { openConsoleSession } from '../sessions/console-sessions.ts'
import { validateUser } from '../users/create-user.ts'
import { hashNewPassword } from '../users/password-policy.ts'
import { hasActiveSuperuser } from '../users/user-list-repository.ts'
import { insertUser } from '../users/user-repository.ts'
import {
  consumeSetupLink,
  deleteSetupLinks,
  insertSetupLink,
  isSetupLinkValid,
} from './setup-link-repository.ts'

const lifetimeMilliseconds = 30 * 60_000

export interface SetupLink {
  /** Path and fragment; the token is in the fragment, which no server ever sees in a URL. */
  readonly path: string
  readonly expiresAt: number
}

/** Makes a link with which the first administrator can be made; nothing when there is one already. */
export function createSetupLink(context: Context, caller: Caller): Promise<SetupLink | undefined> {
  const token = createSecretToken()
  const [tokenHash = ''] = hashesOf(context, token)

  return inTransaction(context, async (context) => {
    if (await hasActiveSuperuser(context.db)) return undefined
    const createdAt = context.now()
    const expiresAt = createdAt + lifetimeMilliseconds
    await insertSetupLink(context.db, { tokenHash, createdAt, expiresAt })
    await recordEvent(context, { action: 'setup.create_link', caller })
    return { path: `/admin/setup/#${token}`, expiresAt }
  })
}

export interface FirstAdministrator {
  readonly token: string
  readonly email: string
  readonly password: string
}

/**
 * Creates the first administrator and opens its session of the console; returns the token for its cookie. Of two who
 * open links at once only one becomes administrator.
 *
 * @throws {ApiError} `permission_denied` when the link is unknown, used, too old, or no longer needed;
 *   `validation_failed`, `overloaded`.
 */
export async function redeemSetupLink(
  context: Context,
  { token, email: typedEmail, password }: FirstAdministrator,
  client: ClientInfo,
): Promise<string> {
  const hashes = hashesOf(context, token)
  if (!isSecretToken(token) || !(await isSetupLinkValid(context.db, hashes, context.now()))) {
    throw deadLink()
  }
  const issues = await validateUser(context, { email: typedEmail, password })
  if (Object.keys(issues).length > 0) throw fieldErrors(issues)
  const passwordHash = await hashNewPassword(context, password, typedEmail)

  return inTransaction(context, async (context) => {
    await bumpRevision(context.db, 'superusers')
    if (await hasActiveSuperuser(context.db)) throw deadLink()
    const now = context.now()
    if (!(await consumeSetupLink(context.db, hashes, now))) throw deadLink()

    const email = displayFormOf(typedEmail)
    const account = { email, normalizedEmail: normalizeEmail(email), passwordHash, createdAt: now }
    const flags = { isStaff: true, isSuperuser: true }
    const id = await insertUser(context.db, { ...account, ...flags })
    if (id === undefined) throw fieldErrors({ email: [emailTakenMessage] })
    await deleteSetupLinks(context.db)
    await recordEvent(context, {
      action: 'user.create',
      caller: { actor: { kind: 'user', id, label: email }, client },
      object: { type: 'user', id, label: email },
      changes: { email: [null, email], is_staff: [false, true], is_superuser: [false, true] },
    })
    return (await openConsoleSession(context, id, client)).token
  })
}

function deadLink(): ApiError {
  const message =
    'This link is not valid any more. Run "latchkey setup-link" where the server runs for a new one, or log in.'
  return new ApiError('permission_denied', { message })
}

function hashesOf({ secrets }: Context, token: string): string[] {
  return secrets.setupLinks.map((key) => hashSecretToken(key, token))
}
