import { hostname } from 'node:os'
import type { Caller } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { type PermissionCode, permissionCodes } from './permission-catalogue.ts'

/** The person or process that administers, with their permissions. */
export interface Administrator extends Caller {
  readonly isSuperuser: boolean
  readonly permissions: ReadonlySet<PermissionCode>
  /** When the password was last given; absent where nobody has to (the command line). */
  readonly authenticatedAt?: number | undefined
  /** How it came in, as the history of the settings names it. */
  readonly source: 'console' | 'api' | 'command line'
}

/** The operator at the machine, and the system itself: whoever reads the database may do everything. */
export function unrestricted(caller: Caller): Administrator {
  const permissions = new Set(permissionCodes)
  return { ...caller, isSuperuser: true, permissions, source: 'command line' }
}

/** The server itself, as the audit names it. */
export const systemCaller: Caller = { actor: { kind: 'system', label: hostname() }, client: {} }

/** @throws {ApiError} `permission_denied`, naming the right that is missing. */
export function assertPermission(administrator: Administrator, code: PermissionCode): void {
  if (administrator.permissions.has(code)) return
  throw new ApiError('permission_denied', { requiredPermission: code })
}

/**
 * Nobody hands on, or takes away, what they do not hold themselves.
 *
 * @throws {ApiError} `permission_denied`, naming the permissions.
 */
export function assertCanGrant(administrator: Administrator, codes: Iterable<string>): void {
  const missing = missingPermissions(administrator, codes)
  if (missing.length === 0) return
  const message = `You cannot give or take permissions that you do not hold: ${missing.join(', ')}.`
  throw new ApiError('permission_denied', { message })
}

/** @throws {ApiError} `permission_denied` unless the administrator is a superuser. */
export function assertSuperuser(administrator: Administrator): void {
  if (administrator.isSuperuser) return
  throw new ApiError('permission_denied', { message: 'Only a superuser may do this.' })
}

/** The permissions among these that the administrator does not hold. */
export function missingPermissions(
  administrator: Administrator,
  codes: Iterable<string>,
): string[] {
  if (administrator.isSuperuser) return []
  return [...new Set(codes)].filter(
    (code) => !administrator.permissions.has(code as PermissionCode),
  )
}

/** How long after giving the password severe acts are possible without giving it again. */
export const reauthenticateAfterMilliseconds = 10 * 60 * 1_000

/**
 * For acts that cannot be undone and hurt.
 *
 * @throws {ApiError} `reauthentication_required` when the password was given too long ago.
 */
export function assertRecentPassword(administrator: Administrator, now: number): void {
  const { authenticatedAt } = administrator
  if (authenticatedAt === undefined) return
  if (now - authenticatedAt > reauthenticateAfterMilliseconds) {
    throw new ApiError('reauthentication_required', { methods: ['password'] })
  }
}
