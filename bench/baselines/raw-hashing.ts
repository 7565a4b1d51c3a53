import { availableParallelism } from 'node:os'
import { verify } from '@node-rs/argon2'
import { hashPassword } from '../../src/crypto/password-hash.ts'

/** How many passwords this machine can verify in a second when it does nothing else. */
export async function rawVerificationsPerSecond(milliseconds: number): Promise<number> {
  const stored = await hashPassword('correct horse 1')
  const startedAt = performance.now()
  let count = 0

  async function keepBusy(): Promise<void> {
    while (performance.now() - startedAt < milliseconds) {
      await verify(stored, 'correct horse 1')
      count += 1
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, keepBusy))
  return count / ((performance.now() - startedAt) / 1_000)
}
