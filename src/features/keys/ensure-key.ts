import { type Caller, type Context, inTransaction } from '../../context.ts'
import { seal, unseal } from '../../crypto/seal.ts'
import { bumpRevision } from '../../database/revisions.ts'
import { ApiError } from '../../errors.ts'
import { recordEvent } from '../audit/record-event.ts'
import { createKey } from './create-key.ts'
import { insertKey, listKeys, updateKeyEncryption } from './key-repository.ts'
import { defaultActivationDelaySeconds, rotateSigningKey } from './rotate-key.ts'

/** At start: a first key when there is none, a new one when the algorithm was changed, all under the current secret. */
export async function ensureSigningKey(context: Context, caller: Caller): Promise<void> {
  const { jwtAlgorithm } = context.config
  if (jwtAlgorithm !== 'HS256') {
    await createFirstKey(context, caller)
    const [latest] = await listKeys(context.db)
    if (latest && latest.algorithm !== jwtAlgorithm && latest.activatesAt <= context.now()) {
      await changeAlgorithm(context, caller)
    }
    // Last, so that a key that another node made in the meantime is known here as well.
    await context.keys.reload(context.db)
  }
  await resealUnderCurrentSecret(context)
}

/** Of several nodes that start at once on an empty database one makes the key; the others find it. */
async function createFirstKey(context: Context, caller: Caller): Promise<void> {
  const { jwtAlgorithm } = context.config
  if (jwtAlgorithm === 'HS256' || (await listKeys(context.db)).length > 0) return
  const created = createKey(context, jwtAlgorithm)

  await inTransaction(context, async (context) => {
    await bumpRevision(context.db, 'signing_keys')
    if ((await listKeys(context.db)).length > 0) return
    const now = context.now()
    const key = { ...created, generation: 1, createdAt: now, activatesAt: now }
    await insertKey(context.db, { ...key, retiresAt: undefined, revokedAt: undefined })
    await recordEvent(context, {
      action: 'key.create',
      caller,
      object: { type: 'signing_key', id: key.kid, label: key.kid },
    })
  })
}

/** Of several nodes that start at once one makes the key of the new algorithm; the others find it waiting. */
async function changeAlgorithm(context: Context, caller: Caller): Promise<void> {
  const activateInSeconds = defaultActivationDelaySeconds
  try {
    await rotateSigningKey(context, { activateInSeconds }, caller)
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'conflict') throw error
  }
}

/** After SECRET_KEY was replaced: what a fallback still opens is sealed anew, so that the fallback can go. */
async function resealUnderCurrentSecret({ db, secrets }: Context): Promise<void> {
  for (const { kid, privateKeyEncrypted } of await listKeys(db)) {
    const opened = unseal(secrets.signingKeys, privateKeyEncrypted, kid)
    if (!opened || opened.keyIndex === 0) continue
    await updateKeyEncryption(db, kid, seal(secrets.signingKeys[0], opened.plaintext, kid))
  }
}
