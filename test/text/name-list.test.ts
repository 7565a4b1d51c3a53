import { expect, test } from 'vitest'
import { formatNames, parseNames } from '../../src/text/name-list.ts'

test.each([
  [['Support', 'Keys']],
  [['Team; B', 'Team', 'B']],
  [['say "yes"']],
  [['"quoted"', ';', '"', '""']],
  [["O'Brien", "'=1+1"]],
  [[' ends in spaces ']],
  [['two\nlines']],
  [[]],
])('names come back as they were: %j', (names) => {
  expect(parseNames(formatNames(names))).toEqual(names)
})

test('what people write by hand is read', () => {
  expect(parseNames('Support;Keys ; ;"A; B" ; C"D')).toEqual(['Support', 'Keys', 'A; B', 'C"D'])
})
