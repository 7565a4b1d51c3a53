import { refuseFields } from '../../errors.ts'
import { isPermissionCode } from './permission-catalogue.ts'

/** @throws {AuthError} `validation_failed` naming the codes that do not exist. */
export function requireKnownPermissions(codes: readonly string[]): void {
  const unknown = codes.filter((code) => !isPermissionCode(code))
  if (unknown.length === 0) return
  throw refuseFields({ permissions: [`No such permission: ${unknown.join(', ')}.`] })
}
