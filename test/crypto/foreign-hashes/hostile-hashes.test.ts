import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readForeignHash } from '../../../src/crypto/foreign-hashes.ts'
import { processorMilliseconds, startOfWork } from '../../support/processor-time.ts'
import { password } from './django-hashes.ts'
import { verifyStored } from './verify-stored.ts'

const digest32 = Buffer.alloc(32, 7).toString('base64')
const digest64 = Buffer.alloc(64, 7).toString('base64')
const argon2Tail = '$c29tZXNhbHRzb21lc2FsdA$RdescudvJCsgt3ub+b8dWRWJTmaaJObG'
const bcryptTail = 'oT8YkY6X0NRjd77X5ARgQuLuWVYkp9ndXmqshfyhvIKUq4Cskduca'

test.each([
  `pbkdf2_sha256$2000000$salt$${digest32}`,
  `scrypt$131072$salt$8$4$${digest64}`,
  `scrypt$8192$salt$32$16$${digest64}`,
  `bcrypt$$2b$14$${bcryptTail}`,
  `bcrypt_sha256$$2y$04$${bcryptTail}`,
  `$argon2id$v=19$m=262144,t=4,p=16${argon2Tail}`,
  `$argon2id$v=19$m=65536,t=16,p=16${argon2Tail}`,
  `argon2$argon2i$v=19$m=8,t=1,p=1${argon2Tail}`,
])('a cost at its bound is read: %s', (stored) => {
  const read = readForeignHash(stored)

  expect(read).toBeDefined()
})

test.each([
  ['too many iterations', `pbkdf2_sha256$2000001$salt$${digest32}`],
  ['10^12 iterations', `pbkdf2_sha256$1000000000000$salt$${digest32}`],
  ['no iterations', `pbkdf2_sha256$0$salt$${digest32}`],
  ['negative iterations', `pbkdf2_sha256$-1$salt$${digest32}`],
  ['iterations as a float', `pbkdf2_sha256$1e3$salt$${digest32}`],
  ['iterations with a leading zero', `pbkdf2_sha256$01000$salt$${digest32}`],
  ['iterations in other digits', `pbkdf2_sha256$١٠٠$salt$${digest32}`],
  ['an empty salt', `pbkdf2_sha256$1000$$${digest32}`],
  ['NUL in the salt', `pbkdf2_sha256$1000$sa\0lt$${digest32}`],
  ['Unicode in the salt', `pbkdf2_sha256$1000$sält$${digest32}`],
  ['a digest of the wrong length', `pbkdf2_sha1$1000$salt$${digest32}`],
  ['no digest', 'pbkdf2_sha256$1000$salt$'],
  ['a digest with loose bits', `pbkdf2_sha256$1000$salt$${digest32.replace(/.=$/, '9=')}`],
  ['an unknown digest', `pbkdf2_sha512$1000$salt$${digest64}`],
  ['a kilobyte of salt', `pbkdf2_sha256$1000$${'s'.repeat(1024)}$${digest32}`],
  ['scrypt with N = 2^40', `scrypt$1099511627776$salt$8$1$${digest64}`],
  ['scrypt with N = 2^32', `scrypt$4294967296$salt$1$1$${digest64}`],
  ['scrypt over 128 MiB', `scrypt$262144$salt$8$1$${digest64}`],
  ['scrypt with seconds of work', `scrypt$131072$salt$8$5$${digest64}`],
  ['scrypt with N = 1', `scrypt$1$salt$8$1$${digest64}`],
  ['scrypt with N = 0', `scrypt$0$salt$8$1$${digest64}`],
  ['scrypt with N no power of two', `scrypt$16383$salt$8$1$${digest64}`],
  ['scrypt with N too large for its blocks', `scrypt$65536$salt$1$1$${digest64}`],
  ['scrypt with too many lanes', `scrypt$16384$salt$8$17$${digest64}`],
  ['scrypt with huge blocks', `scrypt$2$salt$524288$16$${digest64}`],
  ['scrypt with a short digest', `scrypt$16384$salt$8$1$${digest32}`],
  ['bcrypt under its lowest cost', `bcrypt$$2b$03$${bcryptTail}`],
  ['bcrypt over our highest cost', `bcrypt$$2b$15$${bcryptTail}`],
  ['bcrypt with the highest cost there is', `bcrypt$$2b$31$${bcryptTail}`],
  ['bcrypt of an unknown variant', `bcrypt$$2x$12$${bcryptTail}`],
  ['bare bcrypt', `$2b$12$${bcryptTail}`],
  ['argon2 with 4 GiB', `$argon2id$v=19$m=4194304,t=1,p=1${argon2Tail}`],
  ['argon2 with 2^32 − 1 KiB', `$argon2id$v=19$m=4294967295,t=1,p=1${argon2Tail}`],
  ['argon2 just over 256 MiB', `$argon2id$v=19$m=262145,t=1,p=1${argon2Tail}`],
  ['argon2 with seconds of work', `$argon2id$v=19$m=262144,t=5,p=16${argon2Tail}`],
  ['argon2 with too many passes', `$argon2id$v=19$m=19456,t=17,p=1${argon2Tail}`],
  ['argon2 with too many lanes', `$argon2id$v=19$m=19456,t=2,p=17${argon2Tail}`],
  ['argon2 with too little memory for its lanes', `$argon2id$v=19$m=15,t=1,p=2${argon2Tail}`],
  ['argon2 without memory', `$argon2id$v=19$m=0,t=1,p=1${argon2Tail}`],
  ['argon2d', `$argon2d$v=19$m=512,t=1,p=1${argon2Tail}`],
  ['argon2 of the first version', `$argon2id$m=512,t=1,p=1${argon2Tail}`],
  ['argon2 with a key id', `$argon2id$v=19$m=512,t=1,p=1,keyid=AAAA${argon2Tail}`],
  ['argon2 with its parameters reordered', `$argon2id$v=19$t=1,m=512,p=1${argon2Tail}`],
  ['argon2 with a short salt', '$argon2id$v=19$m=512,t=1,p=1$c2FsdA$RdescudvJCsgt3ub+b8dWQ'],
  ['argon2 with a short digest', '$argon2id$v=19$m=512,t=1,p=1$c29tZXNhbHQ$Rdescw'],
  ['argon2 without a digest', '$argon2id$v=19$m=512,t=1,p=1$c29tZXNhbHQ'],
  ['a kind named after a property', '__proto__$1$2$3'],
  ['a kind named after a method', 'constructor$1$2$3'],
  ['an unusable password', '!Pnln1B9U6C1QWmDD20vCWDqw3u91GYECQnA6mYlt'],
  ['an unsalted digest', 'd41d8cd98f00b204e9800998ecf8427e'],
  ['a kind this server does not accept', 'md5$salt$5f4dcc3b5aa765d61d8327deb882cf99'],
  ['only dollars', '$'.repeat(1000)],
  ['nothing', ''],
  ['a megabyte', 'pbkdf2_sha256$'.repeat(75_000)],
])('refused without any costly work: %s', (_name, stored) => {
  const before = startOfWork()

  const read = readForeignHash(stored)

  expect(read).toBeUndefined()
  expect(processorMilliseconds(before)).toBeLessThan(50)
})

test('garbage is never read as a hash', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 1500 }), (garbage) => {
      const read = readForeignHash(garbage)

      expect(read).toBeUndefined()
    }),
    { numRuns: 1000 },
  )
})

test('what looks nearly like a hash never matches and never throws', async () => {
  await fc.assert(
    fc.asyncProperty(nearlyHash(), async (stored) => {
      const matches = await verifyStored(password, stored)

      expect(matches).toBe(false)
    }),
    { numRuns: 500 },
  )
}, 30_000)

function nearlyHash(): fc.Arbitrary<string> {
  const field = fc.oneof(
    fc.constantFrom('', '1', '8', '16', 'salt', 'v=19', 'm=64,t=1,p=1', '2b', '04', '\0', '-1'),
    fc.constantFrom(digest32, digest64, bcryptTail, 'c29tZXNhbHQ', '99999999999', '1e9', 'ü'),
    fc.string({ maxLength: 40 }),
  )
  const kind = fc.constantFrom(
    ...['pbkdf2_sha256', 'pbkdf2_sha1', 'scrypt', 'bcrypt', 'bcrypt_sha256', 'argon2'],
    ...['', '$argon2id', '$argon2i', 'argon2$argon2id'],
  )

  return fc
    .tuple(kind, fc.array(field, { maxLength: 7 }))
    .map(([first, rest]) => [first, ...rest].join('$'))
}
