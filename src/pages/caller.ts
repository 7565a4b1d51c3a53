import type { FastifyRequest } from 'fastify'
import type { KnownOperation, KnownPath } from '../http/known-paths.ts'

/** What a page may know about whoever asks for it: what the guard of the path found out. */
export interface PageCaller {
  readonly isLoggedIn: boolean
  /** Absent for callers that administer nothing. */
  readonly permissions: ReadonlySet<string> | undefined
}

export function callerOf(request: FastifyRequest): PageCaller {
  const { access, administrator } = request
  return {
    isLoggedIn: access !== undefined || administrator !== undefined,
    permissions: administrator?.permissions,
  }
}

/** Why this caller cannot use an operation; undefined when nothing speaks against it. */
export function unavailableReasonOf(
  operation: KnownOperation,
  caller: PageCaller,
): string | undefined {
  const { schema } = operation
  const permission = permissionOf(operation)
  if (schema.security && !caller.isLoggedIn) return 'Log in to use this: it needs an access token.'
  if (!permission || caller.permissions?.has(permission)) return undefined
  return caller.permissions
    ? `You lack the permission \`${permission}\`.`
    : `This is for staff with the permission \`${permission}\`.`
}

/** The permission that its callers must hold; undefined where none is needed, or any of the staff may. */
export function permissionOf({ config }: KnownOperation): string | undefined {
  return config.permission === 'any staff' ? undefined : config.permission
}

/** Whether the list of endpoints mentions the path to this caller. */
export function isListedFor(path: KnownPath, caller: PageCaller): boolean {
  const isForStaff = path.url.startsWith('/api/admin')
  return !isForStaff || path.operations.some((each) => isUsable(each, caller))
}

function isUsable(operation: KnownOperation, { permissions }: PageCaller): boolean {
  const permission = permissionOf(operation)
  return permissions !== undefined && (!permission || permissions.has(permission))
}
