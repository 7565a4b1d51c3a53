import { durationSeconds, Fault } from '../config/value-parsers.ts'
import { CommandError } from './exit-codes.ts'

/** A whole number greater than 0, as a flag or an argument gives it. */
export function positiveInteger(name: string, text: string | number): number {
  const value = Number(text)
  if (/^\d{1,15}$/.test(String(text)) && value > 0) return value
  throw new CommandError('usage', `${name}: expected a whole number greater than 0.`)
}

/** A duration such as `30d`, in seconds. */
export function duration(name: string, text: string): number {
  const seconds = durationSeconds(text)
  if (!(seconds instanceof Fault)) return seconds
  throw new CommandError('usage', `${name}: expected ${seconds.expectation}.`)
}
