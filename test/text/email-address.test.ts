import fc from 'fast-check'
import { expect, test } from 'vitest'
import { displayFormOf, isEmailAddress, normalizeEmail } from '../../src/text/email-address.ts'
import { processorMilliseconds, startOfWork } from '../support/processor-time.ts'

const localCharacters = "abcxyzABCXYZ0189!#$%&'*+/=?^_`{|}~-"
const atoms = fc.string({ unit: fc.constantFrom(...localCharacters), minLength: 1, maxLength: 12 })
const locals = fc.array(atoms, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.'))
const domains = fc.domain()
const addresses = fc.tuple(locals, domains).map(([local, domain]) => `${local}@${domain}`)

test('every ordinary address is one', () => {
  fc.assert(fc.property(addresses, (address) => isEmailAddress(address)))
})

test('no case of an address makes another account', () => {
  fc.assert(
    fc.property(addresses, fc.infiniteStream(fc.boolean()), (address, coins) => {
      const variant = [...address].map((each) =>
        coins.next().value ? each.toUpperCase() : each.toLowerCase(),
      )

      expect(normalizeEmail(variant.join(''))).toBe(normalizeEmail(address))
    }),
  )
})

test('a normalized email is its own normalized email, and that of the form that is shown', () => {
  fc.assert(
    fc.property(addresses, (address) => {
      const normalizedEmail = normalizeEmail(address)

      expect(normalizeEmail(normalizedEmail)).toBe(normalizedEmail)
      expect(normalizeEmail(displayFormOf(address))).toBe(normalizedEmail)
      expect(isEmailAddress(displayFormOf(address))).toBe(true)
    }),
  )
})

test('addresses that differ in more than case are different accounts', () => {
  fc.assert(
    fc.property(addresses, addresses, (first, second) => {
      fc.pre(first.toLowerCase() !== second.toLowerCase())

      expect(normalizeEmail(first)).not.toBe(normalizeEmail(second))
    }),
  )
})

test('an accepted address of any text at all has a normalized email in ASCII', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 20 })
  const anything = fc.oneof(fc.string({ unit: 'binary' }), texts)
  fc.assert(
    fc.property(anything, anything, (local, domain) => {
      const address = `${local}@${domain}`
      if (!isEmailAddress(address)) return

      expect(normalizeEmail(address)).toMatch(/^[\x21-\x7e]+@[a-z0-9.-]+$/)
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  ['Latin letters with case', 'user@münchen.de', 'user@MÜNCHEN.DE'],
  ['composed and punycode', 'user@münchen.de', 'user@xn--mnchen-3ya.de'],
])('the same domain in two spellings is one account: %s', (_name, first, second) => {
  expect(isEmailAddress(first) && isEmailAddress(second)).toBe(true)
  expect(normalizeEmail(first)).toBe(normalizeEmail(second))
})

test.each([
  ['full-width letters in the domain', 'user@ｅxample.com'],
  ['a ligature in the domain', 'user@oﬃce.com'],
  ['an ideographic full stop', 'user@example。com'],
  ['a capital sigma that is lower-cased to a final one', 'user@ΒΌΛΟΣ-1.gr'],
  ['a soft hyphen', 'user@exam\u00adple.com'],
  ['a zero-width space', 'user@exam\u200bple.com'],
  ['a zero-width joiner', 'user@exam\u200dple.com'],
  ['a right-to-left override', 'user@\u202eexample.com'],
  ['a word joiner in the local part', 'us\u2060er@example.com'],
  ['a decomposed letter', 'user@mu\u0308nchen.de'],
  ['a letter outside ASCII in the local part', 'üser@example.com'],
  ['a byte order mark', '\ufeffuser@example.com'],
  ['a variation selector', 'user@exa\ufe0fmple.com'],
  ['a tag character', 'user@exa\u{e0061}mple.com'],
  ['an unassigned code point', 'user@exa\u0378mple.com'],
])('refused, because it looks like another address: %s', (_name, address) => {
  expect(isEmailAddress(address)).toBe(false)
})

test.each([
  ['a megabyte of letters', `a@${'a'.repeat(1_048_576)}.de`],
  ['a megabyte of combining marks', `a@a${'\u0301\u0316'.repeat(262_144)}.de`],
  ['half a million labels', `a@${'a.'.repeat(524_288)}de`],
  ['a megabyte of dots before the at', `${'a.'.repeat(524_288)}@b.de`],
])('is refused at once: %s', (_name, address) => {
  const before = startOfWork()

  expect(isEmailAddress(address)).toBe(false)
  expect(processorMilliseconds(before)).toBeLessThan(50)
})
