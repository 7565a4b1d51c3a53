import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { type Administrator, missingPermissions } from '../permissions/administrator.ts'
import { permissionsOf } from '../permissions/effective-permissions.ts'
import type { User } from './user-repository.ts'

/**
 * Nobody changes a user who may do more than they may: with a new password or address they would become that
 * user.
 *
 * @throws {ApiError} `permission_denied`
 */
export async function assertCanManage(
  context: Context,
  administrator: Administrator,
  user: User,
): Promise<void> {
  if (administrator.isSuperuser || administrator.actor.id === user.id) return
  if (user.isSuperuser) {
    throw new ApiError('permission_denied', {
      message: 'Only a superuser may change a superuser.',
    })
  }

  const missing = missingPermissions(administrator, await permissionsOf(context, user))
  if (missing.length === 0) return
  const message = `This user holds permissions that you do not have: ${missing.join(', ')}.`
  throw new ApiError('permission_denied', { message })
}
