import { ApiError } from '../../errors.ts'
import type { Administrator } from '../permissions/administrator.ts'
import type { SessionAuthority } from './session-owner-repository.ts'

/** Whose sessions this administrator may end; undefined for superusers, who may end all. */
export function sessionAuthority({
  isSuperuser,
  actor,
  permissions,
}: Administrator): SessionAuthority | undefined {
  return isSuperuser ? undefined : { ownId: actor.id, permissions: [...permissions] }
}

/** What whoever tries to end another session is told. */
export function outOfAuthority(): ApiError {
  return new ApiError('permission_denied', {
    message: 'This session belongs to a user with permissions that you do not have.',
  })
}
