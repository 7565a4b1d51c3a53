import { type Caller, type Context, inTransaction } from '../../context.ts'
import { bumpRevision } from '../../database/revisions.ts'
import { ApiError } from '../../errors.ts'
import { recordEvent } from '../audit/record-event.ts'
import { maxAccessTokenLifetimeSeconds } from '../settings/definitions.ts'
import { createKey } from './create-key.ts'
import {
  insertKey,
  listKeys,
  type StoredKey,
  updateKeyRetirement,
  updateKeyRevoked,
} from './key-repository.ts'

/** How long verifiers may keep the published keys: a new key signs only after that. */
export const defaultActivationDelaySeconds = 600

/** Every node has loaded a new key by then. */
export const minActivationDelaySeconds = 5

/** The clocks of two nodes, and of a verifier, may differ by as much. */
const clockToleranceMilliseconds = 60_000

/**
 * Makes the next signing key, published at once and signing after the delay. The key it replaces verifies
 * until its last token can have expired, so nobody is logged out.
 *
 * @throws {ApiError} `conflict` while another key is already waiting to become current, and with HS256,
 *   where SECRET_KEY itself is the key.
 */
export async function rotateSigningKey(
  context: Context,
  { activateInSeconds }: { readonly activateInSeconds: number },
  caller: Caller,
): Promise<StoredKey> {
  const { jwtAlgorithm } = context.config
  if (jwtAlgorithm === 'HS256') {
    const message = 'With JWT_ALGORITHM=HS256 SECRET_KEY itself is the key.'
    throw new ApiError('conflict', { message })
  }
  const created = createKey(context, jwtAlgorithm)

  const key = await inTransaction(context, async (context) => {
    await bumpRevision(context.db, 'signing_keys')
    const now = context.now()
    const keys = await listKeys(context.db)
    const [latest] = keys
    if (latest && latest.revokedAt === undefined && latest.activatesAt > now) {
      throw new ApiError('conflict', { message: 'Another key is waiting to become current.' })
    }
    // With nothing that could sign until then, the first key does not wait.
    const hasCurrent = keys.some((key) => key.revokedAt === undefined)
    const activatesAt = hasCurrent ? now + activateInSeconds * 1_000 : now

    const key: StoredKey = {
      ...created,
      generation: (latest?.generation ?? 0) + 1,
      createdAt: now,
      activatesAt,
      retiresAt: undefined,
      revokedAt: undefined,
    }
    await insertKey(context.db, key)
    if (latest) await updateKeyRetirement(context.db, latest.kid, retirementAfter(key.activatesAt))
    await recordEvent(context, {
      action: 'key.rotate',
      caller,
      object: { type: 'signing_key', id: key.kid, label: key.kid },
    })
    return key
  })
  await context.keys.reload(context.db)
  return key
}

/**
 * Withdraws a key at once: tokens signed by it are refused everywhere within a second. Clients get new ones
 * by refreshing; only verifiers that keep the key set longer go on accepting them.
 *
 * @throws {ApiError} `not_found`, or `conflict` when no other key could sign.
 */
export async function revokeSigningKey(
  context: Context,
  kid: string,
  caller: Caller,
): Promise<void> {
  await inTransaction(context, async (context) => {
    await bumpRevision(context.db, 'signing_keys')
    const now = context.now()
    const keys = await listKeys(context.db)
    if (!keys.some((key) => key.kid === kid)) throw new ApiError('not_found')
    const others = keys.filter((key) => key.kid !== kid && key.revokedAt === undefined)
    if (!others.some((key) => key.activatesAt <= now)) {
      throw new ApiError('conflict', { message: 'No other key could sign. Rotate first.' })
    }

    if (!(await updateKeyRevoked(context.db, kid, now))) return
    await recordEvent(context, {
      action: 'key.revoke',
      caller,
      object: { type: 'signing_key', id: kid, label: kid },
    })
  })
  await context.keys.reload(context.db)
}

/** Milliseconds: no token signed before `activatesAt` can be valid any more. */
function retirementAfter(activatesAt: number): number {
  return activatesAt + maxAccessTokenLifetimeSeconds * 1_000 + clockToleranceMilliseconds
}
