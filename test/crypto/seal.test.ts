import { createSecretKey, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deriveKey } from '../../src/crypto/derive-keys.ts'
import { seal, unseal } from '../../src/crypto/seal.ts'

const key = deriveKey('a Secret that is long enough for everybody', 'signing-key-encryption')
const otherKey = createSecretKey(randomBytes(32))

test('what was sealed opens with its key and its context', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.string(), (bytes, context) => {
      const plaintext = Buffer.from(bytes)
      const sealed = seal(key, plaintext, context)

      expect(unseal([key], sealed, context)).toEqual({ plaintext, keyIndex: 0 })
      expect(unseal([otherKey, key], sealed, context)).toEqual({ plaintext, keyIndex: 1 })
    }),
  )
})

test('no changed, shortened or lengthened byte goes unnoticed', () => {
  const sealed = Buffer.from(seal(key, Buffer.from('a private key'), 'kid'), 'base64url')

  for (let index = 0; index < sealed.length; index += 1) {
    const changed = Buffer.from(sealed)
    changed[index] = (changed[index] ?? 0) ^ 1
    expect(unseal([key], changed.toString('base64url'), 'kid')).toBeUndefined()
    expect(unseal([key], sealed.subarray(0, index).toString('base64url'), 'kid')).toBeUndefined()
  }
  const longer = Buffer.concat([sealed, Buffer.alloc(1)]).toString('base64url')
  expect(unseal([key], longer, 'kid')).toBeUndefined()
})

test('another key, another purpose of the same secret, or another context does not open it', () => {
  const sealed = seal(key, Buffer.from('a private key'), 'kid')
  const otherPurpose = deriveKey('a Secret that is long enough for everybody', 'shared-secret-id')

  expect(unseal([otherKey, otherPurpose], sealed, 'kid')).toBeUndefined()
  expect(unseal([key], sealed, 'other kid')).toBeUndefined()
  expect(unseal([], sealed, 'kid')).toBeUndefined()
})

test('the same plaintext is never sealed to the same text twice', () => {
  const sealed = Array.from({ length: 100 }, () => seal(key, Buffer.from('same'), 'kid'))

  expect(new Set(sealed).size).toBe(100)
})

test('any text at all is refused without an exception', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(unseal([key], text, 'kid')).toBeUndefined()
    }),
  )
})
