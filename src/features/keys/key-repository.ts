import type { AsymmetricAlgorithm } from '../../crypto/signing-algorithms.ts'
import type { Database, TransactionHandle } from '../../database/tables.ts'

/** A signing key as it is stored. DateTimes are milliseconds. */
export interface StoredKey {
  readonly kid: string
  readonly algorithm: AsymmetricAlgorithm
  /** Counts up over all keys: the highest is the newest. */
  readonly generation: number
  readonly publicJwk: string
  readonly privateKeyEncrypted: string
  readonly createdAt: number
  readonly activatesAt: number
  /** When the last token signed by it has expired; absent while no successor is planned. */
  readonly retiresAt: number | undefined
  readonly revokedAt: number | undefined
}

/** All keys, the newest first. */
export async function listKeys(db: Database): Promise<StoredKey[]> {
  const rows = await db
    .selectFrom('signing_keys')
    .select([
      'kid',
      'algorithm',
      'generation',
      'public_jwk',
      'private_key_encrypted',
      'created_at',
      'activates_at',
      'retires_at',
      'revoked_at',
    ])
    .orderBy('generation', 'desc')
    .execute()
  return rows.map((row) => ({
    kid: row.kid,
    algorithm: row.algorithm as AsymmetricAlgorithm,
    generation: row.generation,
    publicJwk: row.public_jwk,
    privateKeyEncrypted: row.private_key_encrypted,
    createdAt: row.created_at,
    activatesAt: row.activates_at,
    retiresAt: row.retires_at ?? undefined,
    revokedAt: row.revoked_at ?? undefined,
  }))
}

export async function insertKey(db: TransactionHandle, key: StoredKey): Promise<void> {
  await db
    .insertInto('signing_keys')
    .values({
      kid: key.kid,
      algorithm: key.algorithm,
      generation: key.generation,
      public_jwk: key.publicJwk,
      private_key_encrypted: key.privateKeyEncrypted,
      created_at: key.createdAt,
      activates_at: key.activatesAt,
      retires_at: key.retiresAt ?? null,
      revoked_at: key.revokedAt ?? null,
    })
    .execute()
}

export async function updateKeyRetirement(
  db: TransactionHandle,
  kid: string,
  retiresAt: number,
): Promise<void> {
  await db
    .updateTable('signing_keys')
    .set({ retires_at: retiresAt })
    .where('kid', '=', kid)
    .where('retires_at', 'is', null)
    .execute()
}

/** Revokes a key that was not revoked before; returns whether it did. */
export async function updateKeyRevoked(
  db: TransactionHandle,
  kid: string,
  revokedAt: number,
): Promise<boolean> {
  const result = await db
    .updateTable('signing_keys')
    .set({ revoked_at: revokedAt })
    .where('kid', '=', kid)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Keeps the private key under another SECRET_KEY. */
export async function updateKeyEncryption(
  db: Database,
  kid: string,
  privateKeyEncrypted: string,
): Promise<void> {
  await db
    .updateTable('signing_keys')
    .set({ private_key_encrypted: privateKeyEncrypted })
    .where('kid', '=', kid)
    .execute()
}
