import { createHmac, type KeyObject } from 'node:crypto'
import { type Context, inTransaction } from '../../context.ts'
import type { RecomputableHash } from '../../crypto/foreign-hashes/recomputable-hash.ts'
import { bumpRevision } from '../../database/revisions.ts'

declare module '../../context.ts' {
  interface Context {
    readonly decoys: DecoyHashes
  }
}

interface Share {
  readonly hash: RecomputableHash
  /** Where the share ends, of 0 to 1. */
  readonly upTo: number
}

const pageSize = 500
const maxAgeMilliseconds = 600_000

/**
 * What a login costs where there is no password to check: for each email always the same, and for all of them together
 * what the logins of real users cost. So the time tells nothing about hashes that were imported and not yet replaced.
 */
export class DecoyHashes {
  readonly #key: KeyObject
  #shares: readonly Share[] = []
  #loadedAt = 0

  constructor(key: KeyObject) {
    this.#key = key
  }

  /** Absent where our own cost is right. What is stored in it is never compared; only its cost counts. */
  forEmail(normalizedEmail: string): RecomputableHash | undefined {
    if (this.#shares.length === 0) return undefined
    const digest = createHmac('sha256', this.#key).update(normalizedEmail).digest()
    const place = digest.readUInt32BE() / 2 ** 32
    return this.#shares.find(({ upTo }) => place < upTo)?.hash
  }

  /** Counts again what the stored hashes cost. Every process does, at its start and when an import brought some. */
  async reload({ db, now }: Pick<Context, 'db' | 'now'>): Promise<void> {
    this.#loadedAt = now()
    // No command needs what reads hashes.
    const [{ readForeignHash }, { countUsersWithPassword, listHashesOfOtherCost }] =
      await Promise.all([
        import('../../crypto/foreign-hashes.ts'),
        import('./hash-cost-repository.ts'),
      ])
    const counts = new Map<string, { readonly hash: RecomputableHash; count: number }>()
    for (let afterId = 0; ; ) {
      const users = await listHashesOfOtherCost(db, { afterId, limit: pageSize })
      for (const { passwordHash } of users) {
        const hash = readForeignHash(passwordHash)
        if (!hash) continue
        const known = counts.get(hash.cost) ?? { hash, count: 0 }
        counts.set(hash.cost, known)
        known.count += 1
      }
      afterId = users.at(-1)?.id ?? 0
      if (users.length < pageSize) break
    }
    this.#shares = counts.size === 0 ? [] : sharesOf(counts, await countUsersWithPassword(db))
  }

  /** Follows the users who log in and so get a hash of our own cost. */
  async reloadWhenOld(context: Pick<Context, 'db' | 'now'>): Promise<void> {
    const age = Math.abs(context.now() - this.#loadedAt)
    if (this.#shares.length > 0 && age > maxAgeMilliseconds) await this.reload(context)
  }
}

/** Lets every node know that an import may have brought hashes of other costs. */
export function announceImportedHashes(context: Context): Promise<void> {
  return inTransaction(context, ({ db }) => bumpRevision(db, 'password_hashes'))
}

/** In an order that does not depend on the rows, so that few emails change their cost when the counts do. */
function sharesOf(
  counts: ReadonlyMap<string, { readonly hash: RecomputableHash; readonly count: number }>,
  total: number,
): Share[] {
  let counted = 0
  return [...counts]
    .toSorted(([first], [second]) => (first < second ? -1 : 1))
    .map(([, { hash, count }]) => {
      counted += count
      return { hash, upTo: counted / total }
    })
}
