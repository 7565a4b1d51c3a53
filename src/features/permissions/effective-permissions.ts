import type { Context } from '../../context.ts'
import { isPermissionCode, type PermissionCode, permissionCodes } from './permission-catalogue.ts'
import { type Grant, listGrants } from './permission-repository.ts'

/** Where a right comes from. */
export type Origin =
  | { readonly type: 'superuser' }
  | { readonly type: 'direct' }
  | { readonly type: 'group'; readonly id: number; readonly name: string }

export interface EffectivePermission {
  readonly code: PermissionCode
  readonly origins: readonly Origin[]
}

interface Holder {
  readonly id: number
  readonly isSuperuser: boolean
}

/** Every right the user holds, in the order of the catalogue, each with where it comes from. */
export async function effectivePermissions(
  context: Context,
  user: Holder,
): Promise<EffectivePermission[]> {
  const grants = await listGrants(context.db, [user.id])
  return permissionCodes
    .map((code) => ({ code, origins: originsOf(code, user, grants) }))
    .filter(({ origins }) => origins.length > 0)
}

/** The permissions of a user as a set; a superuser holds all. */
export async function permissionsOf(
  context: Context,
  user: Holder,
): Promise<ReadonlySet<PermissionCode>> {
  if (user.isSuperuser) return new Set(permissionCodes)
  const grants = await listGrants(context.db, [user.id])
  return new Set(grants.map(({ code }) => code).filter(isPermissionCode))
}

function originsOf(code: PermissionCode, user: Holder, grants: readonly Grant[]): Origin[] {
  const granted = grants
    .filter((grant) => grant.code === code)
    .map(({ group }): Origin => (group ? { type: 'group', ...group } : { type: 'direct' }))
  return user.isSuperuser ? [{ type: 'superuser' }, ...granted] : granted
}
