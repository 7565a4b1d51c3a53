import type { Context } from '../../context.ts'
import { isSealed, type Sealed } from '../../crypto/audit-seal.ts'
import {
  type AuditChain,
  listNumbered,
  listUnnumbered,
  readChain,
  type SealedEntry,
} from './audit-seal-repository.ts'
import { chainContent, contentOf } from './seal-events.ts'

export interface AuditVerdict {
  /** Entries whose seals are right. */
  readonly verified: number
  /** Ids of entries that were changed after they were written, or were not written by the server. */
  readonly altered: readonly number[]
  /** Ranges of places in the sequence whose entries are gone. */
  readonly missing: readonly { readonly from: number; readonly to: number }[]
  /** Whether the ends of the sequence are as the server left them. */
  readonly isChainIntact: boolean
  /** Entries of the last seconds, which have no place in the sequence yet. */
  readonly recent: number
  /** Entries up to this id are older than sealing; 0 where there are none. */
  readonly unsealedUpTo: number
}

const pageSize = 1_000

/** Looks at every entry. Needs the SECRET_KEY under which they were written, or its fallbacks. */
export async function verifyAudit(context: Context): Promise<AuditVerdict> {
  const chain = await readChain(context.db)
  const gaps = new Gaps(chain.firstNumber)
  const altered: number[] = []
  let verified = 0
  for await (const entry of everyNumbered(context)) {
    const number = entry.seal_number ?? 0
    if (isRight(context, { kind: 'numbered', number, content: contentOf(entry) }, entry)) {
      verified += 1
    } else altered.push(entry.id)
    gaps.note(number)
  }
  gaps.note(chain.lastNumber + 1)

  const page = { afterId: chain.afterId, limit: pageSize }
  const recent = await listUnnumbered(context.db, page)
  const forged = recent.filter(
    (entry) => !isRight(context, { kind: 'entry', content: contentOf(entry) }, entry),
  )
  return {
    verified,
    altered: [...altered, ...forged.map(({ id }) => id)],
    missing: gaps.found,
    isChainIntact: isIntact(context, chain),
    recent: recent.length - forged.length,
    unsealedUpTo: chain.afterId,
  }
}

function isRight({ secrets }: Context, sealed: Sealed, { seal }: Pick<SealedEntry, 'seal'>) {
  return isSealed(secrets.auditSeals, sealed, seal)
}

/** Before the first entry there is no seal. */
function isIntact(context: Context, chain: AuditChain): boolean {
  const hasBegun = chain.lastNumber > 0 || chain.firstNumber > 1
  return !hasBegun || isRight(context, { kind: 'chain', content: chainContent(chain) }, chain)
}

async function* everyNumbered({ db }: Context): AsyncGenerator<SealedEntry> {
  for (let afterNumber = Number.MIN_SAFE_INTEGER; ; ) {
    const page = await listNumbered(db, { afterNumber, limit: pageSize })
    yield* page
    const last = page.at(-1)?.seal_number
    if (page.length < pageSize || typeof last !== 'number') return
    afterNumber = last
  }
}

/** The numbers that are missing from a sequence; what is before its beginning does not matter. */
class Gaps {
  readonly found: { from: number; to: number }[] = []
  #expected: number

  constructor(first: number) {
    this.#expected = first
  }

  note(number: number): void {
    if (number < this.#expected) return
    if (number > this.#expected) this.found.push({ from: this.#expected, to: number - 1 })
    this.#expected = number + 1
  }
}
