import type { Context } from '../../context.ts'
import { refuseFields } from '../../errors.ts'
import { displayFormOf, identityOf, isEmailAddress } from '../accounts/email-address.ts'
import type { AuditAction } from '../audit/audit-actions.ts'
import { type Administrator, requireSuperuser } from '../permissions/administrator.ts'
import { detachAttempts } from '../sessions/login-attempts-repository.ts'
import { requireComingEnd } from './deactivation-end.ts'
import { type Decide, type Deed, performOnUser } from './perform-on-user.ts'
import { planRights, type WantedRights } from './rights-of-user.ts'
import type { User } from './user.ts'
import type { UserPatch } from './user-repository.ts'

/** What to change of a user; an absent field stays. */
export interface UserChange extends WantedRights {
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
 * Changes the fields, flags, groups and direct rights of a user. What changes nothing leaves no trace.
 *
 * @throws {AuthError} `version_mismatch`, `last_superuser`, `permission_denied`, `validation_failed`, `not_found`.
 */
export function changeUser(
  context: Context,
  { userId, expectedVersion, change }: ChangeUserRequest,
  administrator: Administrator,
): Promise<User> {
  const target = { userId, expectedVersion, right: 'users.change_user' } as const

  return performOnUser(context, target, administrator, userChange(userId, change, administrator))
}

/** What the change makes of the user as it is found. */
export function userChange(
  userId: number,
  change: UserChange,
  administrator: Administrator,
): Decide {
  return async (before, context) => {
    requireComingEnd(context, change.deactivatedUntil ?? undefined, 'deactivated_until')
    const patch = patchFrom(before, change)
    if (patch.isSuperuser !== undefined) requireSuperuser(administrator)
    const rights = await planRights(context, userId, change, administrator)
    if (Object.keys({ ...patch, ...rights.changes }).length === 0) return undefined

    return {
      action: actionOf(patch, rights.changes),
      patch,
      async alsoWrite(context) {
        await rights.write(context, userId)
        if (patch.identity !== undefined) await detachAttempts(context.db, userId)
      },
      alsoChanged: rights.changes,
      endSessions: endingFor(before, patch),
    }
  }
}

function patchFrom(before: User, change: UserChange): UserPatch {
  const email = change.email === undefined ? before.email : newAddress(change.email)
  const username = change.username === '' ? null : change.username
  const { reason, until } = deactivationFrom(before, change)
  return {
    ...(email === before.email ? {} : { email, identity: identityOf(email) }),
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

  const fault = ['Only a deactivated user has one.']
  if (deactivationReason) throw refuseFields({ deactivation_reason: fault })
  if (deactivatedUntil) throw refuseFields({ deactivated_until: fault })
  return { reason: null, until: null }
}

function newAddress(email: string): string {
  if (!isEmailAddress(email)) throw refuseFields({ email: ['Enter a valid email address.'] })
  return displayFormOf(email)
}

function differing<Name extends keyof UserPatch>(
  name: Name,
  before: UserPatch[Name],
  wanted: UserPatch[Name] | undefined,
): UserPatch {
  return wanted === undefined || wanted === before ? {} : { [name]: wanted }
}

/** A mere switch of the account is named as what it is. */
function actionOf(patch: UserPatch, rights: object): AuditAction {
  const { isActive, deactivationReason: _reason, deactivatedUntil: _until, ...others } = patch
  const isSwitchOnly = Object.keys({ ...others, ...rights }).length === 0
  if (isActive === undefined || !isSwitchOnly) return 'user.change'
  return isActive ? 'user.activate' : 'user.deactivate'
}

function endingFor(before: User, patch: UserPatch): Deed['endSessions'] {
  if (patch.isActive === false) return { reason: 'user_deactivated', exceptAsking: false }
  const isNewIdentity = patch.identity !== undefined && patch.identity !== identityOf(before.email)
  return isNewIdentity ? { reason: 'email_changed', exceptAsking: true } : undefined
}
