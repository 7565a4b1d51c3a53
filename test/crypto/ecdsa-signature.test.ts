import { sign, verify } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { derToJose, joseToDer } from '../../src/crypto/ecdsa-signature.ts'
import { generateKeyPair } from '../../src/crypto/signing-algorithms.ts'

const { privateKey, publicKey } = generateKeyPair('ES256')

test('a signature converted to r ‖ s is what the runtime verifies as ieee-p1363', () => {
  for (let round = 0; round < 600; round += 1) {
    const input = Buffer.from(`message ${round}`)
    const jose = derToJose(sign('sha256', input, privateKey))

    expect(jose).toHaveLength(64)
    expect(verify('sha256', input, { key: publicKey, dsaEncoding: 'ieee-p1363' }, jose)).toBe(true)
  }
})

test('a signature of the runtime in ieee-p1363 converts to DER that verifies', () => {
  for (let round = 0; round < 600; round += 1) {
    const input = Buffer.from(`message ${round}`)
    const jose = sign('sha256', input, { key: privateKey, dsaEncoding: 'ieee-p1363' })
    const der = joseToDer(jose)

    expect(der && verify('sha256', input, publicKey, der)).toBe(true)
  }
})

const integers = fc.oneof(
  fc.uint8Array({ minLength: 32, maxLength: 32 }),
  // Short and sign-bit integers are rare in real signatures.
  fc.uint8Array({ minLength: 1, maxLength: 31 }).map((bytes) => {
    const padded = new Uint8Array(32)
    padded.set(bytes, 32 - bytes.length)
    return padded
  }),
  fc.constantFrom(new Uint8Array(32).fill(0xff), new Uint8Array(32), new Uint8Array(32).fill(0x80)),
)

test('r ‖ s survives the way to DER and back', () => {
  fc.assert(
    fc.property(integers, integers, (r, s) => {
      const jose = Buffer.concat([r, s])
      const der = joseToDer(jose)

      expect(der && derToJose(der)).toEqual(jose)
    }),
  )
})

test('only 64 bytes are r ‖ s', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(joseToDer(Buffer.from(bytes)) === undefined).toBe(bytes.length !== 64)
    }),
  )
})
