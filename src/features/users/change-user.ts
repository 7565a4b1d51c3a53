import type { Context } from '../../context.ts'
import { fieldErrors } from '../../errors.ts'
import type { AuditAction } from '../audit/audit-actions.ts'
import { detachAttempts } from '../authentication/login-attempts-repository.ts'
import { type Administrator, assertSuperuser } from '../permissions/administrator.ts'
import { displayFormOf, isEmailAddress, normalizeEmail } from '../users/email-address.ts'
import { assertFutureEnd } from './deactivation-end.ts'
import { mutateUser, type PlanMutation, type UserMutation } from './mutate-user.ts'
import { type PermissionInput, planPermissions } from './permissions-of-user.ts'
import type { User } from './user.ts'
import type { UserPatch } from './user-repository.ts'

/** What to change of a user; an absent field stays. */
export interface UserChange extends PermissionInput {
  readonly email?: string | undefined
  readonly username?: string | null | undefined
  readonly isActive?: boolean | undefined
  readonly isStaff?: boolean | undefined
  readonly isSuperuser?: boolean | undefined
  readonly deactivationReason?: string | null | undefined
  readonly deactivatedUntil?: number | null | undefined
}

export interface ChangeUserRequest {
  readonly userId: number
  readonly expectedVersion?: number | undefined
  readonly change: UserChange
}

/**
 * Changes the fields, flags, groups and direct permissions of a user. What changes nothing leaves no trace.
 *
 * @throws {ApiError} `version_mismatch`, `last_superuser`, `permission_denied`, `validation_failed`, `not_found`.
 */
export function changeUser(
  context: Context,
  { userId, expectedVersion, change }: ChangeUserRequest,
  administrator: Administrator,
): Promise<User> {
  const target = { userId, expectedVersion, permission: 'users.change_user' } as const

  return mutateUser(context, target, administrator, userChange(userId, change, administrator))
}

/** What the change makes of the user as it is found. */
export function userChange(
  userId: number,
  change: UserChange,
  administrator: Administrator,
): PlanMutation {
  return async (before, context) => {
    assertFutureEnd(context, change.deactivatedUntil ?? undefined, 'deactivated_until')
    const patch = patchFrom(before, change)
    if (patch.isSuperuser !== undefined) assertSuperuser(administrator)
    const permissions = await planPermissions(context, userId, change, administrator)
    if (Object.keys({ ...patch, ...permissions.changes }).length === 0) return undefined

    return {
      action: actionOf(patch, permissions.changes),
      patch,
      async alsoWrite(context) {
        await permissions.write(context, userId)
        if (patch.normalizedEmail !== undefined) await detachAttempts(context.db, userId)
      },
      alsoChanged: permissions.changes,
      endSessions: endingFor(before, patch),
    }
  }
}

function patchFrom(before: User, change: UserChange): UserPatch {
  const email = change.email === undefined ? before.email : newAddress(change.email)
  const username = change.username === '' ? null : change.username
  const { reason, until } = deactivationFrom(before, change)
  return {
    ...(email === before.email ? {} : { email, normalizedEmail: normalizeEmail(email) }),
    ...differing('username', before.username ?? null, username),
    ...differing('isActive', before.isActive, change.isActive),
    ...differing('isStaff', before.isStaff, change.isStaff),
    ...differing('isSuperuser', before.isSuperuser, change.isSuperuser),
    ...differing('deactivationReason', before.deactivationReason ?? null, reason),
    ...differing('deactivatedUntil', before.deactivatedUntil ?? null, until),
  }
}

/** Why and until when, of a user who is deactivated afterwards; with the deactivation both end. */
function deactivationFrom(before: User, change: UserChange) {
  const { isActive = before.isActive, deactivationReason, deactivatedUntil } = change
  if (!isActive)
    return {
      reason: deactivationReason === '' ? null : deactivationReason,
      until: deactivatedUntil,
    }

  const issue = ['Only a deactivated user has one.']
  if (deactivationReason) throw fieldErrors({ deactivation_reason: issue })
  if (deactivatedUntil) throw fieldErrors({ deactivated_until: issue })
  return { reason: null, until: null }
}

function newAddress(email: string): string {
  if (!isEmailAddress(email)) throw fieldErrors({ email: ['Enter a valid email address.'] })
  return displayFormOf(email)
}

function differing<Name extends keyof UserPatch>(
  name: Name,
  before: UserPatch[Name],
  input: UserPatch[Name] | undefined,
): UserPatch {
  return input === undefined || input === before ? {} : { [name]: input }
}

/** A mere switch of the account is named as what it is. */
function actionOf(patch: UserPatch, permissions: object): AuditAction {
  const { isActive, deactivationReason: _reason, deactivatedUntil: _until, ...others } = patch
  const isSwitchOnly = Object.keys({ ...others, ...permissions }).length === 0
  if (isActive === undefined || !isSwitchOnly) return 'user.change'
  return isActive ? 'user.activate' : 'user.deactivate'
}

function endingFor(before: User, patch: UserPatch): UserMutation['endSessions'] {
  if (patch.isActive === false) return { reason: 'user_deactivated', exceptAsking: false }
  const isNewEmail =
    patch.normalizedEmail !== undefined && patch.normalizedEmail !== normalizeEmail(before.email)
  return isNewEmail ? { reason: 'email_changed', exceptAsking: true } : undefined
}
