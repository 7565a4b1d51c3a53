import type { Context } from '../../context.ts'
import { refuseFields } from '../../errors.ts'

const greatestYears = 10
const greatestMilliseconds = greatestYears * 365.25 * 86_400_000

/**
 * A deactivation ends by itself in the future, or not at all.
 *
 * @throws {AuthError} `validation_failed`, under the name of the field.
 */
export function requireComingEnd(context: Context, end: number | undefined, field: string): void {
  if (end === undefined) return
  const remaining = end - context.now()
  if (remaining <= 0) throw refuseFields({ [field]: ['This moment is over. Choose a later one.'] })
  if (remaining > greatestMilliseconds) {
    throw refuseFields({ [field]: [`At most ${greatestYears} years from now.`] })
  }
}
