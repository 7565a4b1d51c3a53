import {
  type Caller,
  type Context,
  inTransaction,
  retryWhenStale,
  type TransactionContext,
} from '../../context.ts'
import { bumpRevision } from '../../database/revisions.ts'
import { isUniqueViolation } from '../../database/unique-violation.ts'
import { ApiError, fieldErrors } from '../../errors.ts'
import { emailTakenMessage } from '../../text/email-address.ts'
import type { AuditAction } from '../audit/audit-actions.ts'
import { type AuditEvent, recordEvent } from '../audit/record-event.ts'
import { clearFailures } from '../authentication/account-locks.ts'
import { type Administrator, assertPermission } from '../permissions/administrator.ts'
import type { PermissionCode } from '../permissions/permission-catalogue.ts'
import { deleteConsoleSessionsOfUser } from '../sessions/console-session-repository.ts'
import { endSessionsOfUser } from '../sessions/end-sessions.ts'
import type { EndReason } from '../sessions/session-ending-repository.ts'
import { endVerificationsOfUser } from '../verifications/verification-repository.ts'
import { assertCanManage } from './assert-can-manage.ts'
import { followNewEmail, isOtherEmail } from './change-email.ts'
import { getUser } from './find-user.ts'
import { notifyOfChange } from './notify-of-change.ts'
import { changesBetween, isActiveSuperuser, objectOf } from './user.ts'
import { hasActiveSuperuser } from './user-list-repository.ts'
import { type User, type UserPatch, updateUser } from './user-repository.ts'

export interface UserAt {
  readonly userId: number
  /** The version the caller saw; another one now means someone else was faster. */
  readonly expectedVersion?: number | undefined
}

export interface Target extends UserAt {
  /** The permission that the change needs. */
  readonly permission: PermissionCode
}

/** What to change of a user. Another email ends sessions automatically. */
export interface UserMutation {
  readonly action: AuditAction
  readonly patch: UserPatch
  /** Further rows that change with the user, in the same transaction. */
  readonly alsoWrite?: (context: TransactionContext) => Promise<void>
  readonly alsoChanged?: AuditEvent['changes']
  /** Nobody is told: the address that the user has now is not theirs. */
  readonly isSilent?: boolean
  readonly endSessions?:
    | { readonly reason: EndReason; readonly includesAsking: boolean }
    | undefined
}

/** Decides what to change of the user as they are now, and changes nothing yet; undefined when there is nothing to do. */
export type PlanMutation = (
  before: User,
  context: Context,
) => Promise<UserMutation | undefined> | UserMutation | undefined

/**
 * The one way in which administrators change a user: permission, change, end of sessions, the rule of the last superuser
 * and the audit entry, all or nothing, on the very version the decision was made about.
 *
 * @throws {ApiError} `permission_denied`, `not_found`, `version_mismatch`, `last_superuser`,
 *   `validation_failed` when the email belongs to another user.
 */
export async function mutateUser(
  context: Context,
  { permission, ...target }: Target,
  administrator: Administrator,
  plan: PlanMutation,
): Promise<User> {
  assertPermission(administrator, permission)
  const after = await writeMutation(context, target, administrator, async (before, context) => {
    await assertCanManage(context, administrator, before)
    return plan(before, context)
  })
  if (!after) throw new ApiError('version_mismatch')
  return after
}

/** The same without permissions, for users who change themselves. Undefined when others were faster every time. */
export async function writeMutation(
  context: Context,
  { userId, expectedVersion }: UserAt,
  caller: Caller,
  plan: PlanMutation,
): Promise<User | undefined> {
  const attempt = async (context: TransactionContext) => {
    const before = await getUser(context, userId)
    if (expectedVersion !== undefined && expectedVersion !== before.version) {
      throw new ApiError('version_mismatch')
    }
    const mutation = await plan(before, context)
    return mutation ? write(context, { before, mutation, caller }) : before
  }

  try {
    return await retryWhenStale(() => inTransaction(context, attempt))
  } catch (error) {
    if (isUniqueViolation(error)) throw fieldErrors({ email: [emailTakenMessage] })
    throw error
  }
}

interface Planned {
  readonly before: User
  readonly mutation: UserMutation
  readonly caller: Caller
}

/** Returns undefined when the user was changed since they were looked at. */
async function write(
  context: TransactionContext,
  { before, mutation, caller }: Planned,
): Promise<User | undefined> {
  const after = await updateUser(context.db, before, mutation.patch, context.now())
  if (!after) return undefined

  await mutation.alsoWrite?.(context)
  await endVerifications(context, { before, mutation, caller })
  if (!mutation.isSilent) {
    const { patch, alsoChanged = {} } = mutation
    const hasOtherPermissions = 'groups' in alsoChanged || 'permissions' in alsoChanged
    await notifyOfChange(context, { before, after, patch, hasOtherPermissions }, caller)
  }
  // Whoever was locked out for wrong ones starts anew.
  if (mutation.patch.passwordHash !== undefined) await clearFailures(context, before.email)
  await endSessions(context, after, { before, mutation, caller })
  if (isActiveSuperuser(before) && !isActiveSuperuser(after)) {
    await assertRemainingSuperuser(context)
  }
  await recordEvent(context, {
    action: mutation.action,
    caller,
    object: objectOf(after),
    changes: { ...changesBetween(before, after), ...mutation.alsoChanged },
  })
  return after
}

async function endSessions(
  context: TransactionContext,
  { id: userId, isStaff, isSuperuser }: User,
  { before, mutation: { endSessions, patch }, caller }: Planned,
): Promise<void> {
  if (endSessions) await endSessionsOfUser(context, { ...endSessions, userId, caller })
  if (isOtherEmail(before, patch)) await followNewEmail(context, before, caller)
  const hasLostFlag = (before.isStaff && !isStaff) || (before.isSuperuser && !isSuperuser)
  if (hasLostFlag) await deleteConsoleSessionsOfUser(context.db, userId)
}

/** Pending links and codes end with what they were sent for. */
async function endVerifications(
  context: TransactionContext,
  { before, mutation: { patch }, caller }: Planned,
): Promise<void> {
  const isGone = (patch.deletedAt ?? null) !== null || patch.isActive === false
  const hasNewPassword = patch.passwordHash !== undefined
  if (!isGone && !hasNewPassword && !isOtherEmail(before, patch)) return
  // A thief who could end it would delete the account and restore it.
  const includesUndo = isGone && caller.actor.id !== before.id
  const ending = { userId: before.id, now: context.now(), includesUndo }
  await endVerificationsOfUser(context.db, ending)
}

/**
 * Changes that take a superuser away take turns from here on, so that of two at once the second sees what the first did.
 *
 * @throws {ApiError} `last_superuser`, which undoes the change.
 */
async function assertRemainingSuperuser({ db }: TransactionContext): Promise<void> {
  await bumpRevision(db, 'superusers')
  if (!(await hasActiveSuperuser(db))) throw new ApiError('last_superuser')
}
