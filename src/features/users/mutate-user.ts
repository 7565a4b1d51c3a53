import { type Context, inTransaction, type TransactionContext } from '../../context.ts'
import { isUniqueViolation } from '../../database/unique-violation.ts'
import { ApiError, fieldErrors } from '../../errors.ts'
import type { AuditAction } from '../audit/audit-actions.ts'
import { type AuditEvent, recordEvent } from '../audit/record-event.ts'
import { type Administrator, assertPermission } from '../permissions/administrator.ts'
import type { PermissionCode } from '../permissions/permission-catalogue.ts'
import { deleteConsoleSessionsOfUser } from '../sessions/console-session-repository.ts'
import { endSessionsOfUser } from '../sessions/end-sessions.ts'
import type { EndReason } from '../sessions/session-ending-repository.ts'
import { assertCanManage } from './assert-can-manage.ts'
import { changesBetween } from './changes-between.ts'
import { emailTakenMessage } from './email-address.ts'
import { assertRemainingSuperuser } from './last-superuser.ts'
import { isActiveSuperuser, objectOf, type User } from './user.ts'
import { findUser, type UserPatch, updateUser } from './user-repository.ts'

export interface UserAt {
  readonly userId: number
  /** The version the caller saw; another one now means somebody else was faster. */
  readonly expectedVersion?: number | undefined
}

export interface Target extends UserAt {
  /** The right that the mutation takes. */
  readonly permission: PermissionCode
}

/** What is to become of a user. */
export interface UserMutation {
  readonly action: AuditAction
  readonly patch: UserPatch
  /** Further rows that change with the user, in the same transaction. */
  readonly alsoWrite?: (context: TransactionContext) => Promise<void>
  readonly alsoChanged?: AuditEvent['changes']
  readonly endSessions?: { readonly reason: EndReason; readonly exceptAsking: boolean } | undefined
}

/** Decides, and changes nothing yet, what to do with the user as it is found; undefined when there is nothing to do. */
export type PlanMutation = (
  before: User,
  context: Context,
) => Promise<UserMutation | undefined> | UserMutation | undefined

const maxTries = 3

/**
 * The one way in which administration changes a user: permissions, the mutation, the ending of sessions, the rule of the
 * last superuser and the audit entry, all or nothing, on the very version the decision was made about.
 *
 * @throws {ApiError} `permission_denied`, `not_found`, `version_mismatch`, `last_superuser`,
 *   `validation_failed` when the email belongs to another account.
 */
export async function mutateUser(
  context: Context,
  target: Target,
  administrator: Administrator,
  decide: PlanMutation,
): Promise<User> {
  assertPermission(administrator, target.permission)
  try {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const after = await inTransaction(context, (context) =>
        attempt(context, target, administrator, decide),
      )
      if (after) return after
    }
  } catch (error) {
    if (isUniqueViolation(error)) throw fieldErrors({ email: [emailTakenMessage] })
    throw error
  }
  throw new ApiError('version_mismatch')
}

/** Returns nothing when the user was changed between the look and the mutation. */
async function attempt(
  context: TransactionContext,
  { userId, expectedVersion }: Target,
  administrator: Administrator,
  decide: PlanMutation,
): Promise<User | undefined> {
  const before = await findUser(context.db, userId)
  if (!before) throw new ApiError('not_found')
  if (expectedVersion !== undefined && expectedVersion !== before.version) {
    throw new ApiError('version_mismatch')
  }
  await assertCanManage(context, administrator, before)

  const mutation = await decide(before, context)
  if (!mutation) return before
  const after = await updateUser(context.db, before, mutation.patch, context.now())
  if (!after) return undefined

  await mutation.alsoWrite?.(context)
  await endWhatMustEnd(context, { before, after, mutation, administrator })
  if (isActiveSuperuser(before) && !isActiveSuperuser(after)) {
    await assertRemainingSuperuser(context)
  }
  await recordEvent(context, {
    action: mutation.action,
    caller: administrator,
    object: objectOf(after),
    changes: { ...changesBetween(before, after), ...mutation.alsoChanged },
  })
  return after
}

interface Done {
  readonly before: User
  readonly after: User
  readonly mutation: UserMutation
  readonly administrator: Administrator
}

async function endWhatMustEnd(
  context: TransactionContext,
  { before, after, mutation, administrator }: Done,
): Promise<void> {
  if (mutation.endSessions) {
    const { reason, exceptAsking } = mutation.endSessions
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
