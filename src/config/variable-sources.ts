import type { Environment } from './read-variables.ts'
import { type Variable, type VariableName, variables } from './variables.ts'

/** Where a variable that was set comes from. */
export type VariableSource = 'flag' | 'environment' | 'file'

/** What there was besides the environment before all was put together. */
export interface Origins {
  /** Names of the variables that flags stand for. */
  readonly flags: Iterable<string>
  /** What `.env` says. */
  readonly file: Environment
}

export const onlyEnvironment: Origins = { flags: [], file: {} }

/** Which of them has decided; a name that both `.env` and the environment have alike is the file's. */
export function sourceOf(
  name: VariableName,
  environment: Environment,
  { flags, file }: Origins,
): VariableSource {
  if ([...flags].includes(name)) return 'flag'
  const { aliases = [] }: Variable<unknown> = variables[name]
  const names = [name, ...aliases].flatMap((each) => [each, `${each}_FILE`])
  const used = names.find((each) => environment[each])
  return used !== undefined && file[used] === environment[used] ? 'file' : 'environment'
}
