import type { HashingTurn } from '../../security/hashing-pool.ts'
import { hashPassword, verifyPassword } from '../../security/password-hash.ts'
import type { LoginAccount } from '../accounts/account-repository.ts'

export interface VerifiedAccount {
  readonly account: LoginAccount
  /** The stored hash, or a new one where the stored one was of an older kind. */
  readonly newHash: string
}

// More than any password that was ever accepted; what is longer is not even hashed.
const greatestPasswordBytes = 4_096

/** The account, if this is its password and it may be used. Costs the same whether or not there is one. */
export async function verifyAccountPassword(
  turn: HashingTurn,
  account: LoginAccount | undefined,
  password: string,
): Promise<VerifiedAccount | undefined> {
  const isTooLong = Buffer.byteLength(password) > greatestPasswordBytes
  const stored = account?.isActive && !isTooLong ? account.passwordHash : undefined
  const { matches, isCurrent } = await turn.run(() =>
    verifyPassword(isTooLong ? '' : password, stored),
  )
  if (!account?.isActive || !matches) return undefined

  const newHash = isCurrent ? account.passwordHash : await turn.run(() => hashPassword(password))
  return { account, newHash }
}
