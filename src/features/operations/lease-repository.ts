import type { Database } from '../../database/tables.ts'

export interface Lease {
  readonly name: string
  readonly holder: string
  readonly now: number
  readonly expiresAt: number
}

/**
 * Takes or renews a lease unless someone else holds it; returns whether this holder has it now. One statement. One that ends
 * later than two in a row would is from a clock that was ahead, and nobody holds it.
 */
export async function takeLease(
  db: Database,
  { name, holder, now, expiresAt }: Lease,
): Promise<boolean> {
  const row = await db
    .insertInto('leases')
    .values({ name, holder, expires_at: expiresAt })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({ holder, expires_at: expiresAt })
        .where(({ or, eb }) =>
          or([
            eb('leases.expires_at', '<=', now),
            eb('leases.expires_at', '>', 2 * expiresAt - now),
            eb('leases.holder', '=', holder),
          ]),
        ),
    )
    .returning('name')
    .executeTakeFirst()
  return row !== undefined
}
