import { type FieldErrors, fieldErrors } from '../../../errors.ts'
import type { EmailKind } from '../email-kinds.ts'
import { type Template, variableNames } from '../templates/template.ts'
import { subjectVariables, variablesOf } from './text-variables.ts'

/** @throws {ApiError} `validation_failed`: each issue of the body names its line. */
export function assertValidText(kind: EmailKind, { subject, body }: Template): void {
  const issues: FieldErrors = {
    ...named('subject', subjectIssues(subject)),
    ...named('body', bodyIssues(kind, body)),
  }
  if (Object.keys(issues).length > 0) throw fieldErrors(issues)
}

function named(field: string, issues: string[]): FieldErrors {
  return issues.length === 0 ? {} : { [field]: issues }
}

function subjectIssues(subject: string): string[] {
  if (subject.trim() === '') return ['This field may not be blank.']
  if (/\p{Cc}|[\u2028\u2029]/u.test(subject)) return ['A subject has one line.']
  return variableIssues(subject, subjectVariables)
}

function bodyIssues(kind: EmailKind, body: string): string[] {
  if (body.trim() === '') return ['This field may not be blank.']
  const variables = variablesOf(kind)
  const allowed = variables.map(({ name }) => name)
  const issues = body
    .split('\n')
    .flatMap((line, index) =>
      [...variableIssues(line, allowed), ...addressIssues(line)].map(
        (issue) => `Line ${index + 1}: ${issue}`,
      ),
    )
  const shown = variableNames(body)
  const missing = variables.filter(({ name, isRequired }) => isRequired && !shown.includes(name))
  return [
    ...issues,
    ...missing.map(({ name }) => `The text has to show {{${name}}}: without it nobody can go on.`),
  ]
}

function variableIssues(line: string, allowed: readonly string[]): string[] {
  const unknown = variableNames(line).filter((name) => !allowed.includes(name))
  const known = allowed.map((name) => `{{${name}}}`).join(', ')
  const rest = line.replaceAll(/\{\{\w+\}\}/g, '')
  return [
    ...unknown.map((name) => `There is no variable {{${name}}} here. There are ${known}.`),
    ...(/\{\{|\}\}/.test(rest) ? ['A variable is written {{name}}, without spaces.'] : []),
  ]
}

/** A code in the address of another server would be told to that server. */
function addressIssues(line: string): string[] {
  const isPart =
    /(:\/\/|www\.|mailto:)\S*\{\{/i.test(line) ||
    /\]\((?!\s*\{\{(?:link|forgot|security)\}\}\s*\))[^)]*\{\{/.test(line) ||
    /<[^>]*\{\{/.test(line) ||
    /^\s*\[[^\]]*\]:.*\{\{/.test(line)
  return isPart ? ['A variable cannot be a part of an address.'] : []
}
