import { followTrip, longestTrips, rulesOn } from './trips/follow-trip.ts'

// `npm run trips [operationId …]` prints the files that a request comes through, so that a trip that grew shows.
const named = process.argv.slice(2)
for (const operationId of named.length > 0 ? named : Object.keys(longestTrips)) {
  const files = followTrip(operationId)
  const rules = rulesOn(files)
  const limit = longestTrips[operationId]
  const atMost = limit === undefined ? '' : ` (at most ${limit})`
  process.stdout.write(`${operationId}: ${rules.length} files with rules${atMost}\n`)
  for (const file of files) process.stdout.write(`  ${rules.includes(file) ? '•' : ' '} ${file}\n`)
}
