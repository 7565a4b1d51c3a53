/** Lets the calls take turns, so that what was read earlier never replaces what was read later. */
export function oneAtATime<Parameters extends unknown[]>(
  work: (...parameters: Parameters) => Promise<void>,
): (...parameters: Parameters) => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  return (...parameters) => {
    const run = () => work(...parameters)
    last = last.then(run, run)
    return last
  }
}
