import { expect, test } from 'vitest'
import { followTrip, longestTrips, rulesOn } from '../../scripts/trips/follow-trip.ts'

test.each(Object.entries(longestTrips))(
  '%s comes through at most %i files with rules',
  (operationId, limit) => {
    const rules = rulesOn(followTrip(operationId))

    expect(rules.length).toBeGreaterThan(1)
    expect(rules.length, rules.join('\n')).toBeLessThanOrEqual(limit)
  },
)

test('a trip is listed from the route down to the statements', () => {
  expect(followTrip('readProfile')).toEqual([
    'src/features/account/profile-routes.ts',
    'src/features/account/profile.ts',
    'src/features/users/profile-repository.ts',
    'src/database/dialect.ts',
    'src/database/batched.ts',
    'src/database/transient-errors.ts',
    'src/database/unusable-database.ts',
    'src/database/prepared.ts',
  ])
})
