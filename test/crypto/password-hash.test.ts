import { hash } from '@node-rs/argon2'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from '../../src/crypto/password-hash.ts'
import { processorMilliseconds, startOfWork } from '../support/processor-time.ts'

const password = 'correct horse'
const refused = { matches: false, isCurrent: false }

test('a password is stored as argon2id with 19 MiB, two passes and one lane', async () => {
  const stored = await hashPassword(password)

  expect(stored).toMatch(
    /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
  )
})

test('the same password never gives the same hash twice', async () => {
  const first = await hashPassword(password)
  const second = await hashPassword(password)

  expect(first).not.toBe(second)
})

test('a hashed password verifies and is current', async () => {
  const stored = await hashPassword(password)

  const verdict = await verifyPassword(password, stored)

  expect(verdict).toEqual({ matches: true, isCurrent: true })
})

test('a wrong password does not match a current hash', async () => {
  const stored = await hashPassword(password)

  const verdict = await verifyPassword('correct horsf', stored)

  expect(verdict).toEqual({ matches: false, isCurrent: true })
})

test('a password is checked whole, whatever its length and characters', async () => {
  const long = 'ü🔑'.repeat(200)
  const stored = await hashPassword(`${long}a`)

  const [same, otherEnd, cutShort, afterNul] = await Promise.all([
    verifyPassword(`${long}a`, stored),
    verifyPassword(`${long}b`, stored),
    verifyPassword(long, stored),
    verifyPassword(`${long}a\0`, stored),
  ])

  expect([same, otherEnd, cutShort, afterNul].map(({ matches }) => matches)).toEqual([
    true,
    false,
    false,
    false,
  ])
})

test.each([
  ['less memory', { memoryCost: 19_455 }],
  ['more memory', { memoryCost: 19_457 }],
  ['other passes', { timeCost: 3 }],
  ['other lanes', { parallelism: 2 }],
  ['argon2i', { algorithm: 1 }],
  ['a shorter digest', { outputLen: 16 }],
  ['a shorter salt', { salt: Buffer.alloc(8, 1) }],
])('an argon2 hash with %s matches and is not current', async (_difference, options) => {
  const ours = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }
  const stored = await hash(password, { ...ours, ...options })

  const verdict = await verifyPassword(password, stored)

  expect(verdict).toEqual({ matches: true, isCurrent: false })
})

test('our own parameters in the older framework’s spelling are not current', async () => {
  const stored = `argon2${await hashPassword(password)}`

  const verdict = await verifyPassword(password, stored)

  expect(verdict).toEqual({ matches: true, isCurrent: false })
})

test.each([undefined, '', '!', '!Pnln1B9U6C1QWmDD20vCWDqw3u91GYECQnA6mYlt'])(
  'no password matches the unusable hash %j',
  async (stored) => {
    const verdicts = await Promise.all(
      ['', '!', password, String(stored)].map((guess) => verifyPassword(guess, stored)),
    )

    expect(verdicts).toEqual([refused, refused, refused, refused])
  },
)

test('a usable hash with an exclamation mark before it matches nothing', async () => {
  const stored = `!${await hashPassword(password)}`

  const verdict = await verifyPassword(password, stored)

  expect(verdict).toEqual(refused)
})

test('no damage to a current hash is accepted or thrown', async () => {
  const stored = await hashPassword(password)
  const damage = fc
    .tuple(fc.nat(stored.length - 1), fc.constantFrom('', '\0', '$', 'ü', '=', ' ', '9'))
    .map(([at, character]) => stored.slice(0, at) + character + stored.slice(at + 1))
    .filter((damaged) => damaged !== stored && isFastEnoughToTest(damaged))

  await fc.assert(
    fc.asyncProperty(damage, async (damaged) => {
      const { matches } = await verifyPassword(password, damaged)

      expect(matches).toBe(false)
    }),
    { numRuns: 60 },
  )
}, 30_000)

test('every truncation of a current hash is refused', async () => {
  const stored = await hashPassword(password)
  const lengths = [0, 1, 8, 9, 14, 30, 31, 40, 52, 53, 60, stored.length - 1]

  const verdicts = await Promise.all(
    lengths.map((length) => verifyPassword(password, stored.slice(0, length))),
  )

  expect(verdicts.filter(({ matches }) => matches)).toEqual([])
})

test('an unknown account, an unusable and a hostile hash cost what a wrong password costs', async () => {
  const stored = await hashPassword(password)
  const kinds = [stored, undefined, '!', 'garbage', stored.replace('m=19456', 'm=4294967295')]

  const medians = await medianProcessorTimes(kinds)

  const [wrongPassword = 0, ...others] = medians
  for (const median of others) {
    expect(median).toBeGreaterThan(wrongPassword / 2)
    expect(median).toBeLessThan(wrongPassword * 2)
  }
}, 30_000)

/** Damage may spell a cost that is allowed and slow; the bounds have tests of their own. */
function isFastEnoughToTest(stored: string): boolean {
  return !/m=[0-9]{6,}|t=9/.test(stored)
}

async function medianProcessorTimes(kinds: (string | undefined)[]): Promise<number[]> {
  const samples: number[][] = kinds.map(() => [])
  for (let round = 0; round < 15; round += 1) {
    for (const [index, stored] of kinds.entries()) {
      const before = startOfWork()
      await verifyPassword('a wrong password', stored)
      samples[index]?.push(processorMilliseconds(before))
    }
  }
  return samples.map((times) => times.toSorted((a, b) => a - b)[7] ?? Number.NaN)
}
