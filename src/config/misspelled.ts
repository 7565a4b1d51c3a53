import { nearest } from './nearest.ts'
import type { Environment } from './read-variables.ts'
import { type Variable, variables } from './variables.ts'

export interface Misspelled {
  readonly name: string
  /** The variable that was probably meant. */
  readonly meant: string
}

// Shorter names resemble too much that other programs use.
const minNameLength = 7
const ownPrefix = 'LATCHKEY_'

/** Finds variables that nothing reads, one or two letters away from one of ours, or one of ours with our name before it. */
export function findMisspelled(
  environment: Environment,
  settingNames: readonly string[],
): Misspelled[] {
  const definitions = Object.entries<Variable<unknown>>(variables)
  const names = [...definitions.map(([name]) => name), ...settingNames]
  const aliases = definitions.flatMap(([, { aliases = [] }]) => aliases)
  const read = new Set([...names, ...aliases].flatMap((name) => [name, `${name}_FILE`]))

  return Object.keys(environment).flatMap((name) => {
    if (read.has(name) || name.length < minNameLength || !environment[name]) return []
    const bare = name.startsWith(ownPrefix) ? name.slice(ownPrefix.length) : name
    const meant = read.has(bare) ? bare : nearest(bare, [...read], 2)
    return meant === undefined ? [] : [{ name, meant }]
  })
}
