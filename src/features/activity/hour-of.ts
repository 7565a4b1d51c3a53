const hourMilliseconds = 3_600_000
const dayMilliseconds = 24 * hourMilliseconds

/** The start of the hour of this time. */
export function hourOf(at: number): number {
  return at - (at % hourMilliseconds)
}

/** The start of the day of this time, in UTC. */
export function dayOf(at: number): number {
  return at - (at % dayMilliseconds)
}
