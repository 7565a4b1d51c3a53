import type { Context } from '../../context.ts'
import { fieldErrors } from '../../errors.ts'

const maxYears = 10
const maxMilliseconds = maxYears * 365.25 * 86_400_000

/**
 * A deactivation ends by itself in the future, or not at all.
 *
 * @throws {ApiError} `validation_failed`, under the name of the field.
 */
export function assertFutureEnd(context: Context, end: number | undefined, field: string): void {
  if (end === undefined) return
  const remaining = end - context.now()
  if (remaining <= 0) throw fieldErrors({ [field]: ['This moment is over. Choose a later one.'] })
  if (remaining > maxMilliseconds) {
    throw fieldErrors({ [field]: [`At most ${maxYears} years from now.`] })
  }
}
