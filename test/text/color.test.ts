import { expect, test } from 'vitest'
import { colorIssue, contrastOf, onDark } from '../../src/text/color.ts'

test('the contrast is that of WCAG', () => {
  expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrastOf('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
})

test.each(['#1a5fb4', '#000000', '#767676', '#A51D2D'])('%s can be read, on dark too', (color) => {
  expect(colorIssue(color)).toBeUndefined()
  expect(contrastOf(onDark(color), '#222228')).toBeGreaterThanOrEqual(4.5)
})

test.each([
  ['#777777', 'Has a contrast of 4.4:1 with white'],
  ['#ffff00', 'Has a contrast of 1'],
  ['blue', 'Must be a color such as #1a5fb4.'],
  ['#12345', 'Must be a color such as #1a5fb4.'],
  ['#1a5fb4;', 'Must be a color such as #1a5fb4.'],
])('%s is no color for text', (color, issue) => {
  expect(colorIssue(color)).toContain(issue)
})
