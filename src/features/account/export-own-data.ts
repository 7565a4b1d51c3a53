import type { ClientInfo, Context } from '../../context.ts'
import { everyPage } from '../../database/keyset.ts'
import { ApiError } from '../../errors.ts'
import { toIsoString } from '../../text/date-time.ts'
import { findLastActiveAt } from '../activity/activity-repository.ts'
import { type AuditEntry, listAuditEntries } from '../audit/audit-repository.ts'
import { recordEvent } from '../audit/record-event.ts'
import { listEmailsOfUser, type QueuedEmail } from '../email/email-repository.ts'
import { type InvitationRow, listInvitationsOfUser } from '../invitations/invitation-repository.ts'
import {
  type ConsoleSessionOfUser,
  listConsoleSessionsOfUser,
} from '../sessions/console-session-repository.ts'
import { type KnownDevice, listKnownDevices } from '../sessions/known-device-repository.ts'
import { listSessions, type SessionInState } from '../sessions/list-sessions.ts'
import {
  assertRecentlyAuthenticated,
  type SessionOwner,
} from '../sessions/recent-authentication.ts'
import { listDirectCodes, listGroupsOfUsers } from '../users/membership-repository.ts'
import { findPassword, findUser, type User } from '../users/user-repository.ts'
import {
  listVerificationsOfUser,
  type Verification,
} from '../verifications/verification-repository.ts'
import { readProfile } from './profile.ts'

/**
 * Everything that is stored about the user, as the text of one JSON document: no hash, no token, and nothing about
 * anybody else. It is read page by page while it is sent.
 *
 * @throws {ApiError} `reauthentication_required`, `user_not_found`.
 */
export async function exportOwnData(
  context: Context,
  owner: SessionOwner,
  client: ClientInfo,
): Promise<AsyncIterable<string>> {
  const { userId } = owner
  const { email: label } = await readProfile(context, userId)
  await assertRecentlyAuthenticated(context, owner)
  await recordEvent(context, {
    action: 'auth.export',
    caller: { actor: { kind: 'user', id: userId, label }, client },
    object: { type: 'user', id: userId, label },
  })
  const user = await findUser(context.db, userId)
  if (!user) throw new ApiError('user_not_found')
  return textOf(context, user)
}

async function* textOf(context: Context, user: User): AsyncGenerator<string> {
  const { db } = context
  const head = JSON.stringify({
    exported_at: toIsoString(context.now()),
    profile: await profileOf(context, user),
    groups: (await listGroupsOfUsers(db, [user.id])).map(({ name }) => name),
    permissions: await listDirectCodes(db, user.id),
  })
  yield head.slice(0, -1)

  const own = { userId: user.id }
  const sessions = everyPage((at) => listSessions(context, own, { ...inOrder, ...at }))
  yield* member('sessions', sessions, sessionOf)

  yield `,${JSON.stringify(await listsOf(context, user.id)).slice(1, -1)}`

  const byUser = { actorId: user.id }
  const acts = everyPage((at) => listAuditEntries(db, byUser, { ...inOrder, ...at }))
  yield* member('audit_log', acts, (entry) => actOf(entry, user))

  const aboutUser = { objectType: 'user', objectId: String(user.id) }
  const changes = everyPage((at) => listAuditEntries(db, aboutUser, { ...inOrder, ...at }))
  yield* member('account_history', changes, changeOf)
  yield '}\n'
}

const inOrder = { sort: 'id', isDescending: false } as const

/** A member of the document whose value is a list of any length. */
async function* member<Item>(
  name: string,
  pages: AsyncIterable<readonly Item[]>,
  write: (item: Item) => object,
): AsyncGenerator<string> {
  yield `,"${name}":[`
  let separator = ''
  for await (const page of pages) {
    yield separator + page.map((item) => JSON.stringify(write(item))).join(',')
    separator = ','
  }
  yield ']'
}

async function profileOf({ db }: Context, user: User) {
  const password = await findPassword(db, user.id)
  return {
    id: user.id,
    email: user.email,
    email_verified_at: toIsoString(user.emailVerifiedAt),
    username: user.username,
    is_staff: user.isStaff,
    is_superuser: user.isSuperuser,
    created_at: toIsoString(user.createdAt),
    updated_at: toIsoString(user.updatedAt),
    last_login_at: toIsoString(user.lastLoginAt),
    last_active_at: toIsoString(await findLastActiveAt(db, user.id)),
    password_changed_at: toIsoString(password?.passwordChangedAt),
  }
}

function sessionOf({ session, state }: SessionInState) {
  return {
    id: session.id,
    state,
    end_reason: session.endReason,
    user_agent: session.userAgent,
    address: session.address,
    last_address: session.lastAddress,
    previous_addresses: session.previousAddresses,
    created_at: toIsoString(session.createdAt),
    last_used_at: toIsoString(session.rotatedAt),
    expires_at: toIsoString(session.expiresAt),
    ended_at: toIsoString(session.endedAt),
  }
}

/** What there are never many of. */
async function listsOf({ db }: Context, userId: number) {
  return {
    console_sessions: (await listConsoleSessionsOfUser(db, userId)).map(consoleSessionOf),
    known_devices: (await listKnownDevices(db, userId)).map(deviceOf),
    emails: (await listEmailsOfUser(db, userId)).map(emailOf),
    verifications: (await listVerificationsOfUser(db, userId)).map(verificationOf),
    invitations: (await listInvitationsOfUser(db, userId)).map(invitationOf),
  }
}

function consoleSessionOf(session: ConsoleSessionOfUser) {
  return {
    user_agent: session.userAgent,
    address: session.address,
    created_at: toIsoString(session.createdAt),
    last_used_at: toIsoString(session.lastUsedAt),
    authenticated_at: toIsoString(session.authenticatedAt),
    expires_at: toIsoString(session.expiresAt),
  }
}

function deviceOf({ firstUsedAt, lastUsedAt, ...device }: KnownDevice) {
  return {
    ...device,
    first_used_at: toIsoString(firstUsedAt),
    last_used_at: toIsoString(lastUsedAt),
  }
}

function emailOf(email: QueuedEmail) {
  return {
    kind: email.kind,
    locale: email.locale,
    recipient: email.recipient,
    state: email.state,
    created_at: toIsoString(email.createdAt),
    sent_at: toIsoString(email.sentAt),
  }
}

/** Not where it was asked for: anybody may ask for a link to someone else's mailbox. */
function verificationOf(verification: Verification) {
  return {
    kind: verification.kind,
    email: verification.email,
    created_at: toIsoString(verification.createdAt),
    expires_at: toIsoString(verification.expiresAt),
    used_at: toIsoString(verification.consumedAt),
  }
}

/** Not by whom. */
function invitationOf(invitation: InvitationRow) {
  return {
    email: invitation.email,
    invited_at: toIsoString(invitation.createdAt),
    accepted_at: toIsoString(invitation.acceptedAt),
  }
}

/** What the user did. Which other user it was done to is not theirs to know once they left. */
function actOf(entry: AuditEntry, { id }: User) {
  const isAboutOther = entry.objectType === 'user' && entry.objectId !== String(id)
  return {
    at: toIsoString(entry.at),
    action: entry.action,
    result: entry.result,
    object_type: entry.objectType,
    object_id: isAboutOther ? null : entry.objectId,
    address: entry.address,
    user_agent: entry.userAgent,
  }
}

/** What was done to the account, and not by whom. */
function changeOf({ at, action, result }: AuditEntry) {
  return { at: toIsoString(at), action, result }
}
