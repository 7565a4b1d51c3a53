import type { Context } from '../../context.ts'
import { listKeys, type StoredKey } from './key-repository.ts'
import { isTrusted } from './key-ring.ts'

export type KeyState = 'next' | 'current' | 'previous' | 'retired' | 'revoked'

export interface DescribedKey {
  readonly key: StoredKey
  readonly state: KeyState
  /** From when nobody holds a valid token signed by it; absent while it signs. Milliseconds. */
  readonly revocableAt: number | undefined
}

/** Verifiers may have clocks that are wrong, and tokens may be on their way. */
const graceMilliseconds = 15 * 60_000

/** All keys, the newest first, with their places in the succession. */
export async function readKeyStates(context: Context): Promise<DescribedKey[]> {
  const now = context.now()
  const keys = await listKeys(context.db)
  const current = keys.find((key) => key.activatesAt <= now && key.revokedAt === undefined)
  const lifetime = context.settings.values.ACCESS_TOKEN_LIFETIME * 1_000

  return keys.map((key, index) => {
    const state = stateOf(key, current, now)
    const successor = keys[index - 1]
    return { key, state, revocableAt: revocableAt(state, key, successor, lifetime) }
  })
}

function revocableAt(
  state: KeyState,
  key: StoredKey,
  successor: StoredKey | undefined,
  lifetime: number,
): number | undefined {
  if (state === 'next') return key.createdAt
  return state === 'current' || !successor
    ? undefined
    : successor.activatesAt + lifetime + graceMilliseconds
}

function stateOf(key: StoredKey, current: StoredKey | undefined, now: number): KeyState {
  if (key.revokedAt !== undefined) return 'revoked'
  if (key === current) return 'current'
  if (key.activatesAt > now) return 'next'
  return isTrusted(key, now) ? 'previous' : 'retired'
}
