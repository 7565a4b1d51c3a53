import { readFileSync } from 'node:fs'
import { Issue, type Parse } from './value-parsers.ts'
import { type Variable, type VariableName, type VariableValues, variables } from './variables.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** A issue of the configuration: which variable, and what it should hold. Never what it held. */
export interface ConfigIssue {
  readonly variable: string
  readonly expectation: string
}

export interface VariablesRead {
  readonly values: VariableValues
  readonly issues: ConfigIssue[]
}

/** Reads every variable from its name, its `_FILE` duplicate or an older name, collecting all issues. */
export function readVariables(environment: Environment): VariablesRead {
  const issues: ConfigIssue[] = []
  const values: Record<string, unknown> = {}

  for (const [name, definition] of Object.entries<Variable<unknown>>(variables)) {
    const text = readText(environment, name as VariableName, definition, issues)
    if (text === undefined) continue
    const value = (definition.parse as Parse<unknown>)(text)
    if (value instanceof Issue) issues.push({ variable: name, expectation: value.expectation })
    else values[name] = value
  }
  return { values: values as VariableValues, issues }
}

function readText(
  environment: Environment,
  name: VariableName,
  definition: Variable<unknown>,
  issues: ConfigIssue[],
): string | undefined {
  // An empty variable is how compose files and shells spell "not set".
  const names = [name, ...(definition.aliases ?? [])]
  const direct = names.map((each) => environment[each]).find((text) => text)
  if (!definition.isSecret) return direct

  const file = names.map((each) => environment[`${each}_FILE`]).find((text) => text)
  if (file === undefined) return direct
  if (direct !== undefined) {
    issues.push({ variable: name, expectation: `only one of ${name} and ${name}_FILE` })
    return undefined
  }
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  } catch {
    issues.push({ variable: `${name}_FILE`, expectation: 'the path of a readable file' })
    return undefined
  }
}
