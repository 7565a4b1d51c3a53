import { hash as argon2Hash } from '@node-rs/argon2'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cheapFormats, writeBcryptSha256 } from './foreign-hashes/cheap-formats.ts'
import { djangoHashes, password } from './foreign-hashes/django-hashes.ts'
import { verifyStored } from './foreign-hashes/verify-stored.ts'

describe.each(djangoHashes)('a hash the older framework wrote: %s', (_name, permission, stored) => {
  test('its password matches', async () => {
    const matches = await verifyStored(permission, stored)

    expect(matches).toBe(true)
  })

  test('another password does not match', async () => {
    const matches = await verifyStored(permission.replace(/^./u, 'x'), stored)

    expect(matches).toBe(false)
  })
})

describe.each(cheapFormats())('%s', (_name, write) => {
  test('any password matches its own hash', async () => {
    await fc.assert(
      fc.asyncProperty(wellFormed(), async (permission) => {
        const matches = await verifyStored(permission, await write(permission))

        expect(matches).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  test('no other password matches', async () => {
    await fc.assert(
      fc.asyncProperty(wellFormed(), wellFormed(), async (permission, wrong) => {
        fc.pre(permission !== wrong)

        const matches = await verifyStored(wrong, await write(permission))

        expect(matches).toBe(false)
      }),
      { numRuns: 30 },
    )
  })

  test('a hash with one character changed never matches and never throws', async () => {
    const stored = await write(password)
    const damage = fc
      .tuple(fc.nat(stored.length - 1), fc.constantFrom('', '\0', '$', 'ü', '=', ' ', '\n'))
      .map(([at, character]) => stored.slice(0, at) + character + stored.slice(at + 1))
      .filter((damaged) => damaged !== stored)

    await fc.assert(
      fc.asyncProperty(damage, async (damaged) => {
        const matches = await verifyStored(password, damaged)

        expect(matches).toBe(false)
      }),
    )
  })

  test('no truncation and no addition is read as the same hash', async () => {
    const stored = await write(password)
    const lengths = Array.from(stored, (_character, length) => length)

    const shorter = await Promise.all(
      lengths.map((length) => verifyStored(password, stored.slice(0, length))),
    )
    const longer = await Promise.all(
      ['\n', '\0', ' ', '$', 'A', '=', '$A'].map((end) => verifyStored(password, stored + end)),
    )

    expect([...shorter, ...longer]).not.toContain(true)
  })
})

test.each([
  'bcrypt$$2a$04$LbGmoz1Z3s3Ylpk0.L85EOvS0fEDHC/fZuNP8cEcYbDrKM5R1R0La',
  'bcrypt$$2b$04$9XyG0NLU8taSmdxXovNN0uIZopN7nzdlD1rzitc0b6S1gU9pDobNa',
])('plain bcrypt ignores what follows byte 72, as the older system did: %s', async (stored) => {
  const text = Array.from({ length: 120 }, (_, number) => number).join(' ')

  const verdicts = await Promise.all(
    [71, 72, 73, 254, 255, 256, 350].map((length) => verifyStored(text.slice(0, length), stored)),
  )

  expect(verdicts).toEqual([false, true, true, true, true, true, true])
})

test('bcrypt of a SHA-256 tells long passwords apart by their last byte', async () => {
  const stored = writeBcryptSha256(`${'x'.repeat(100)}a`)

  const same = await verifyStored(`${'x'.repeat(100)}a`, stored)
  const other = await verifyStored(`${'x'.repeat(100)}b`, stored)

  expect([same, other]).toEqual([true, false])
})

test('a bare argon2i string with a 16 byte digest matches', async () => {
  const stored = await argon2Hash(password, {
    algorithm: 1,
    memoryCost: 512,
    timeCost: 2,
    parallelism: 2,
    outputLen: 16,
  })

  const matches = await verifyStored(password, stored)

  expect(stored).toMatch(/^\$argon2i\$/)
  expect(matches).toBe(true)
})

test('verification leaves the event loop free', async () => {
  const [stored] = djangoHashes.map(([, , text]) => text)
  let turns = 0
  const interval = setInterval(() => {
    turns += 1
  }, 5)

  await verifyStored(password, stored ?? '')

  clearInterval(interval)
  expect(turns).toBeGreaterThan(3)
})

/** Short enough for plain bcrypt; lone surrogates are refused long before a hash is looked at. */
function wellFormed(): fc.Arbitrary<string> {
  return fc.string({ unit: 'binary', maxLength: 18 })
}
