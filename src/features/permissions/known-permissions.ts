import { fieldErrors } from '../../errors.ts'
import { isPermissionCode } from './permission-catalogue.ts'

/** @throws {ApiError} `validation_failed` naming the codes that do not exist. */
export function assertKnownPermissions(codes: readonly string[]): void {
  const unknown = codes.filter((code) => !isPermissionCode(code))
  if (unknown.length === 0) return
  throw fieldErrors({ permissions: [`No such permission: ${unknown.join(', ')}.`] })
}
