import type { EmailKind } from '../email-kinds.ts'
import { en } from '../templates/en.ts'
import { variableNames } from '../templates/template.ts'

/** What opens something: only kinds whose built-in text shows it have it, and then it has to be shown. */
const secrets = ['code', 'link'] as const

/** Known to every text. */
const common = ['product', 'time', 'forgot', 'security', 'support'] as const

export interface TextVariable {
  readonly name: string
  /** Without it the message is of no use. */
  readonly isRequired: boolean
}

/** The variables that a text of this kind may show. */
export function variablesOf(kind: EmailKind): TextVariable[] {
  const own = variableNames(en[kind].body)
  const required = secrets.filter((name) => own.includes(name))
  const optional = new Set([...common, ...own, ...(required.length > 0 ? ['until'] : [])])
  return [
    ...required.map((name) => ({ name, isRequired: true })),
    ...[...optional]
      .filter((name) => !required.some((each) => each === name))
      .map((name) => ({ name, isRequired: false })),
  ]
}

/** What a subject may show: it is seen on locked screens, and in logs of mail servers. */
export const subjectVariables: readonly string[] = ['product', 'time']
