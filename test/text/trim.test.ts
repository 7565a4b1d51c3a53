import fc from 'fast-check'
import { expect, test } from 'vitest'
import { trim } from '../../src/text/trim.ts'
import { processorMilliseconds, startOfWork } from '../support/processor-time.ts'

const white = [
  ...[0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x85, 0xa0, 0x1680],
  ...[0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a],
  ...[0x2028, 0x2029, 0x202f, 0x205f, 0x3000],
]

test('exactly the white space of the contract is trimmed, of all code units', () => {
  for (let unit = 0; unit <= 0xffff; unit += 1) {
    const text = String.fromCharCode(unit)

    expect(trim(`${text}a${text}`)).toBe(white.includes(unit) ? 'a' : `${text}a${text}`)
  }
})

test('what is inside stays, and trimming twice changes nothing', () => {
  const spaces = fc.string({
    unit: fc.constantFrom(...white.map((unit) => String.fromCharCode(unit))),
  })
  fc.assert(
    fc.property(spaces, fc.string({ unit: 'binary' }), spaces, (before, inner, after) => {
      const text = `x${inner}x`

      expect(trim(before + text + after)).toBe(text)
      expect(trim(trim(before + inner + after))).toBe(trim(before + inner + after))
    }),
  )
})

test('a megabyte of blanks between two letters costs nothing', () => {
  const text = `a${' '.repeat(1_048_576)}a`
  const before = startOfWork()

  expect(trim(text)).toBe(text)
  expect(processorMilliseconds(before)).toBeLessThan(50)
})
