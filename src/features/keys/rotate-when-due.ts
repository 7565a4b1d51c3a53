import type { Caller, Context } from '../../context.ts'
import { listKeys, type StoredKey } from './key-repository.ts'
import { defaultActivationDelaySeconds, rotateSigningKey } from './rotate-key.ts'

/** When the newest key is due to be replaced; undefined when that is left to people. */
export function nextRotationAt(
  context: Context,
  newest: StoredKey | undefined,
): number | undefined {
  const interval = context.settings.values.KEY_ROTATION_INTERVAL * 1_000
  const isLeftToPeople = interval === 0 || context.config.jwtAlgorithm === 'HS256'
  return isLeftToPeople || !newest ? undefined : newest.createdAt + interval
}

/** Makes the next signing key when the newest is as old as KEY_ROTATION_INTERVAL says. */
export async function rotateWhenDue(context: Context, caller: Caller): Promise<void> {
  if (context.settings.values.KEY_ROTATION_INTERVAL === 0) return
  const [newest] = await listKeys(context.db)
  const dueAt = nextRotationAt(context, newest)
  const isWaiting = newest !== undefined && newest.activatesAt > context.now()
  if (dueAt === undefined || isWaiting || dueAt > context.now()) return

  await rotateSigningKey(context, { activateInSeconds: defaultActivationDelaySeconds }, caller)
}
