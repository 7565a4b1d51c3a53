import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const nonceLength = 12
const tagLength = 16

/** Encrypts and authenticates (AES-256-GCM); `context` must be the same when it is opened. */
export function seal(key: KeyObject, plaintext: Buffer, context: string): string {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagLength })
  cipher.setAAD(Buffer.from(context))
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString('base64url')
}

/** Opens what `seal` closed, with whichever of the keys fits; undefined when none does. */
export function unseal(
  keys: readonly KeyObject[],
  sealed: string,
  context: string,
): { readonly plaintext: Buffer; readonly keyIndex: number } | undefined {
  for (const [keyIndex, key] of keys.entries()) {
    const plaintext = open(key, Buffer.from(sealed, 'base64url'), context)
    if (plaintext) return { plaintext, keyIndex }
  }
  return undefined
}

function open(key: KeyObject, sealed: Buffer, context: string): Buffer | undefined {
  const nonce = sealed.subarray(0, nonceLength)
  const tag = sealed.subarray(nonceLength, nonceLength + tagLength)
  if (tag.length !== tagLength) return undefined

  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagLength })
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(tag)
  try {
    const rest = sealed.subarray(nonceLength + tagLength)
    return Buffer.concat([decipher.update(rest), decipher.final()])
  } catch {
    return undefined
  }
}
