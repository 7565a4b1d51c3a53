import type { Context } from '../../context.ts'
import { fieldErrors } from '../../errors.ts'
import { invalidEmailMessage, isEmailAddress } from '../../text/email-address.ts'
import type { AuditAction } from '../audit/audit-actions.ts'
import { type Administrator, assertSuperuser } from '../permissions/administrator.ts'
import { assertFutureEnd } from './activate-user.ts'
import { emailPatch } from './change-email.ts'
import { mutateUser, type PlanMutation } from './mutate-user.ts'
import { type PermissionInput, planPermissions } from './permissions-of-user.ts'
import type { User, UserPatch } from './user-repository.ts'

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

  return mutateUser(context, target, administrator, userChange(change, administrator))
}

/** Plans the change for the user as they are now. */
export function userChange(change: UserChange, administrator: Administrator): PlanMutation {
  return async (before, context) => {
    const userId = before.id
    assertFutureEnd(context, change.deactivatedUntil ?? undefined, 'deactivated_until')
    const patch = patchFrom(before, change)
    if (patch.isSuperuser !== undefined) assertSuperuser(administrator)
    const permissions = await planPermissions(context, userId, change, administrator)
    if (Object.keys({ ...patch, ...permissions.changes }).length === 0) return undefined

    return {
      action: actionOf(patch, permissions.changes),
      patch,
      alsoWrite: (context) => permissions.write(context, userId),
      alsoChanged: permissions.changes,
      endSessions:
        patch.isActive === false ? { reason: 'user_deactivated', includesAsking: true } : undefined,
    }
  }
}

function patchFrom(before: User, change: UserChange): UserPatch {
  if (change.email !== undefined && !isEmailAddress(change.email)) {
    throw fieldErrors({ email: [invalidEmailMessage] })
  }
  const username = change.username === '' ? null : change.username
  const { reason, until } = deactivationFrom(before, change)
  return {
    ...emailPatch(before, change.email),
    ...differing('username', before.username, username),
    ...differing('isActive', before.isActive, change.isActive),
    ...differing('isStaff', before.isStaff, change.isStaff),
    ...differing('isSuperuser', before.isSuperuser, change.isSuperuser),
    ...differing('deactivationReason', before.deactivationReason, reason),
    ...differing('deactivatedUntil', before.deactivatedUntil, until),
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
