import type { Database, TransactionHandle } from '../../database/tables.ts'

export async function insertSetupLink(
  db: TransactionHandle,
  link: { readonly tokenHash: string; readonly createdAt: number; readonly expiresAt: number },
): Promise<void> {
  await db
    .insertInto('setup_links')
    .values({
      token_hash: link.tokenHash,
      created_at: link.createdAt,
      expires_at: link.expiresAt,
    })
    .execute()
}

/** Whether any link still works. */
export async function hasSetupLink(db: Database, now: number): Promise<boolean> {
  const row = await db
    .selectFrom('setup_links')
    .select('id')
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row !== undefined
}

export async function isSetupLinkValid(
  db: Database,
  tokenHashes: readonly string[],
  now: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('setup_links')
    .select('id')
    .where('token_hash', 'in', tokenHashes)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row !== undefined
}

/** Uses a link up; of two who try at once only one succeeds. */
export async function consumeSetupLink(
  db: TransactionHandle,
  tokenHashes: readonly string[],
  now: number,
): Promise<boolean> {
  const result = await db
    .deleteFrom('setup_links')
    .where('token_hash', 'in', tokenHashes)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

export async function deleteSetupLinks(db: Database): Promise<void> {
  await db.deleteFrom('setup_links').execute()
}

export async function deleteOldSetupLinks(db: Database, expiredBefore: number): Promise<void> {
  await db.deleteFrom('setup_links').where('expires_at', '<=', expiredBefore).execute()
}
