import { readFileSync } from 'node:fs'
import { Fault, type Parse } from './value-parsers.ts'
import { type Variable, type VariableName, type VariableValues, variables } from './variables.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** A fault of the configuration: which variable, and what it should hold. Never what it held. */
export interface ConfigFault {
  readonly variable: string
  readonly expectation: string
}

export interface VariablesRead {
  readonly values: VariableValues
  readonly faults: ConfigFault[]
}

/** Reads every variable from its name, its `_FILE` twin or an older name, collecting all faults. */
export function readVariables(environment: Environment): VariablesRead {
  const faults: ConfigFault[] = []
  const values: Record<string, unknown> = {}

  for (const [name, definition] of Object.entries<Variable<unknown>>(variables)) {
    const text = readText(environment, name as VariableName, definition, faults)
    if (text === undefined) continue
    const value = (definition.parse as Parse<unknown>)(text)
    if (value instanceof Fault) faults.push({ variable: name, expectation: value.expectation })
    else values[name] = value
  }
  return { values: values as VariableValues, faults }
}

function readText(
  environment: Environment,
  name: VariableName,
  definition: Variable<unknown>,
  faults: ConfigFault[],
): string | undefined {
  // An empty variable is how compose files and shells spell "not set".
  const names = [name, ...(definition.aliases ?? [])]
  const direct = names.map((each) => environment[each]).find((text) => text)
  if (!definition.isSecret) return direct

  const file = names.map((each) => environment[`${each}_FILE`]).find((text) => text)
  if (file === undefined) return direct
  if (direct !== undefined) {
    faults.push({ variable: name, expectation: `only one of ${name} and ${name}_FILE` })
    return undefined
  }
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  } catch {
    faults.push({ variable: `${name}_FILE`, expectation: 'the path of a readable file' })
    return undefined
  }
}
