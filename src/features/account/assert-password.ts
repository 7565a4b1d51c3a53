import type { ClientInfo, Context } from '../../context.ts'
import { ApiError, fieldErrors } from '../../errors.ts'
import { type Verification, verifyCredentials } from '../authentication/verify-credentials.ts'

export interface GivenPassword {
  readonly password: string | undefined
  readonly client: ClientInfo
}

/**
 * What a link takes besides, since whoever reads the mailbox has the link.
 *
 * @throws {ApiError} `validation_failed` for a wrong password, which counts as a failed login; `too_many_attempts`,
 *   `overloaded`.
 */
export async function assertPassword(
  context: Context,
  { email }: { readonly email: string },
  { password, client }: GivenPassword,
  verification: Verification,
): Promise<void> {
  // A click on the button alone, as link scanners do, is no failed login.
  if (!password) throw fieldErrors({ password: ['This field is required.'] })
  try {
    await verifyCredentials(context, { email, password }, client, verification)
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'invalid_credentials') throw error
    throw fieldErrors({ password: ['This is not your password.'] })
  }
}
