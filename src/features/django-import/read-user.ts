import { readForeignHash } from '../../crypto/foreign-hashes.ts'
import { isUsablePassword } from '../../crypto/password-hash.ts'
import {
  displayFormOf,
  isEmailAddress,
  maxEmailLength,
  normalizeEmail,
} from '../../text/email-address.ts'
import { maxUsernameLength } from '../users/user.ts'
import type { DjangoUser } from './django-repository.ts'
import { readBoolean, readId, readText, readTimestamp } from './django-values.ts'
import type { Rejection } from './import-report.ts'
import type { ImportedUser } from './import-target-repository.ts'

type Problem = Pick<Rejection, 'column' | 'value' | 'reason'>

/** A user as it would be here, or the first reason why it cannot be. */
export type ReadUser =
  | { readonly user: ImportedUser & { readonly created_at: number | undefined } }
  | { readonly problem: Problem }

export function readDjangoUser(row: DjangoUser): ReadUser {
  const email = readText(row.email)
  const username = readText(row.username)
  const passwordHash = readText(row.password)
  const problem = emailProblem(email) ?? usernameProblem(username) ?? passwordProblem(passwordHash)
  if (problem) return { problem }

  const isSuperuser = readBoolean(row.is_superuser)
  return {
    user: {
      id: readId(row.id),
      email: displayFormOf(email),
      email_identity: normalizeEmail(email),
      username: username === '' ? null : username,
      password_hash: passwordHash,
      is_active: readBoolean(row.is_active),
      // A superuser is staff, also where Django did not say so.
      is_staff: readBoolean(row.is_staff) || isSuperuser,
      is_superuser: isSuperuser,
      last_login_at: readTimestamp(row.last_login) ?? null,
      created_at: readTimestamp(row.date_joined),
    },
  }
}

function emailProblem(email: string): Problem | undefined {
  const problem = (reason: string) => ({ column: 'email', value: email, reason })
  if (email === '') return problem('There is no email address.')
  if (/@localhost$/i.test(email)) return problem('Addresses at localhost are not accepted.')
  if (/@\[.*\]$/.test(email)) return problem('Addresses at an IP address are not accepted.')
  const isAccepted = isEmailAddress(email) && [...email].length <= maxEmailLength
  return isAccepted ? undefined : problem('Enter a valid email address.')
}

function usernameProblem(username: string): Problem | undefined {
  const reason = `Ensure this field has no more than ${maxUsernameLength} characters.`
  const isTooLong = [...username].length > maxUsernameLength
  return isTooLong ? { column: 'username', value: username, reason } : undefined
}

/** Says which kind of hash it is, and shows nothing of it: it may be the password itself. */
function passwordProblem(stored: string): Problem | undefined {
  if (stored !== '' && !isUsablePassword(stored)) return undefined
  if (readForeignHash(stored) !== undefined) return undefined
  const column = 'password'
  if (stored === '') return { column, value: '', reason: 'There is no password hash.' }

  const [, kind] = /^([a-z0-9_]{1,30})\$/.exec(stored) ?? []
  return kind === undefined
    ? { column, value: '(hidden)', reason: 'This is not a password hash.' }
    : { column, value: `${kind}$…`, reason: 'This kind of hash cannot be verified here.' }
}
