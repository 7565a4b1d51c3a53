import type { HashingPermit } from '../../crypto/hashing-pool.ts'
import { hashPassword, verifyPassword } from '../../crypto/password-hash.ts'
import type { LoginAccount } from '../users/account-repository.ts'

export interface VerifiedAccount {
  readonly account: LoginAccount
  /** The stored hash, or a new one where the stored one was of an older kind. */
  readonly newHash: string
}

// More than any password that was ever accepted; what is longer is not even hashed.
const maxPasswordBytes = 4_096

/** The account, if this is its password and it may be used. Costs the same whether or not there is one. */
export async function verifyAccountPassword(
  permit: HashingPermit,
  account: LoginAccount | undefined,
  password: string,
): Promise<VerifiedAccount | undefined> {
  const isTooLong = Buffer.byteLength(password) > maxPasswordBytes
  const stored = account?.isActive && !isTooLong ? account.passwordHash : undefined
  const { matches, isCurrent } = await permit.run(() =>
    verifyPassword(isTooLong ? '' : password, stored),
  )
  if (!account?.isActive || !matches) return undefined

  const newHash = isCurrent ? account.passwordHash : await permit.run(() => hashPassword(password))
  return { account, newHash }
}
