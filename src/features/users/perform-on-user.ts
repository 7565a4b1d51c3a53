import { type Context, inTransaction, type TransactionContext } from '../../context.ts'
import { isUniqueViolation } from '../../database/unique-violation.ts'
import { AuthError, refuseFields } from '../../errors.ts'
import { emailTakenMessage } from '../accounts/register.ts'
import type { AuditAction } from '../audit/audit-actions.ts'
import { type AuditEvent, recordEvent } from '../audit/record-event.ts'
import { type Administrator, requirePermission } from '../permissions/administrator.ts'
import type { PermissionCode } from '../permissions/permission-catalogue.ts'
import { deleteConsoleSessionsOfUser } from '../sessions/console-session-repository.ts'
import { endSessionsOfUser } from '../sessions/end-sessions.ts'
import type { EndReason } from '../sessions/session-ending-repository.ts'
import { changesBetween } from './changes-between.ts'
import { requireRemainingSuperuser } from './last-superuser.ts'
import { requireAuthorityOver } from './require-authority.ts'
import { isActiveSuperuser, objectOf, type User } from './user.ts'
import { findUser, type UserPatch, updateUser } from './user-repository.ts'

export interface UserAt {
  readonly userId: number
  /** The version the caller saw; another one now means somebody else was faster. */
  readonly expectedVersion?: number | undefined
}

export interface Target extends UserAt {
  /** The right that the deed takes. */
  readonly right: PermissionCode
}

/** What is to become of a user. */
export interface Deed {
  readonly action: AuditAction
  readonly patch: UserPatch
  /** Further rows that change with the user, in the same transaction. */
  readonly alsoWrite?: (context: TransactionContext) => Promise<void>
  readonly alsoChanged?: AuditEvent['changes']
  readonly endSessions?: { readonly reason: EndReason; readonly exceptAsking: boolean } | undefined
}

/** Decides, and changes nothing yet, what to do with the user as it is found; undefined when there is nothing to do. */
export type Decide = (
  before: User,
  context: Context,
) => Promise<Deed | undefined> | Deed | undefined

const greatestTries = 3

/**
 * The one way in which administration changes a user: rights, the deed, the ending of sessions, the rule of the
 * last superuser and the audit entry, all or nothing, on the very version the decision was made about.
 *
 * @throws {AuthError} `permission_denied`, `not_found`, `version_mismatch`, `last_superuser`,
 *   `validation_failed` when the email belongs to another account.
 */
export async function performOnUser(
  context: Context,
  target: Target,
  administrator: Administrator,
  decide: Decide,
): Promise<User> {
  requirePermission(administrator, target.right)
  try {
    for (let tries = 0; tries < greatestTries; tries += 1) {
      const after = await inTransaction(context, (context) =>
        attempt(context, target, administrator, decide),
      )
      if (after) return after
    }
  } catch (error) {
    if (isUniqueViolation(error)) throw refuseFields({ email: [emailTakenMessage] })
    throw error
  }
  throw new AuthError('version_mismatch')
}

/** Answers nothing when the user was changed between the look and the deed. */
async function attempt(
  context: TransactionContext,
  { userId, expectedVersion }: Target,
  administrator: Administrator,
  decide: Decide,
): Promise<User | undefined> {
  const before = await findUser(context.db, userId)
  if (!before) throw new AuthError('not_found')
  if (expectedVersion !== undefined && expectedVersion !== before.version) {
    throw new AuthError('version_mismatch')
  }
  await requireAuthorityOver(context, administrator, before)

  const deed = await decide(before, context)
  if (!deed) return before
  const after = await updateUser(context.db, before, deed.patch, context.now())
  if (!after) return undefined

  await deed.alsoWrite?.(context)
  await endWhatMustEnd(context, { before, after, deed, administrator })
  if (isActiveSuperuser(before) && !isActiveSuperuser(after)) {
    await requireRemainingSuperuser(context)
  }
  await recordEvent(context, {
    action: deed.action,
    caller: administrator,
    object: objectOf(after),
    changes: { ...changesBetween(before, after), ...deed.alsoChanged },
  })
  return after
}

interface Done {
  readonly before: User
  readonly after: User
  readonly deed: Deed
  readonly administrator: Administrator
}

async function endWhatMustEnd(
  context: TransactionContext,
  { before, after, deed, administrator }: Done,
): Promise<void> {
  if (deed.endSessions) {
    const { reason, exceptAsking } = deed.endSessions
    const isOwn = exceptAsking && administrator.actor.id === before.id
    await endSessionsOfUser(context, {
      userId: before.id,
      reason,
      endedBy: administrator.actor.label,
      ...(isOwn ? askingSessionOf(administrator) : {}),
    })
    return
  }
  const lostFlag = (before.isStaff && !after.isStaff) || (before.isSuperuser && !after.isSuperuser)
  if (lostFlag) await deleteConsoleSessionsOfUser(context.db, before.id)
}

/** The session that asks, which goes on when the others of its user end. */
export function askingSessionOf({ sessionId, consoleSessionId }: Administrator) {
  return { exceptSessionId: sessionId, exceptConsoleSessionId: consoleSessionId }
}
