import { errorMessages } from '../../errors.ts'
import { type AuditAction, auditActions } from './audit-actions.ts'

interface RecordedEvent {
  readonly action: string
  readonly code: string | null
  readonly objectLabel: string | null
  /** As it is recorded: field → [from, to]. */
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>> | null
}

/** What is said of a refusal instead. */
const refusals: Partial<Readonly<Record<AuditAction, string>>> = {
  'auth.login': 'failed to log in',
  'auth.step_up': 'failed to confirm their password',
  'auth.change_password': 'failed to change their password',
  'console.login': 'failed to log in to the console',
  'console.reauthenticate': 'failed to confirm their password in the console',
}

const longestValue = 40

/**
 * What happened, to read on after the actor: "added sami@example.com to Support", "changed the setting
 * ACCESS_TOKEN_LIFETIME: 900 → 30", "failed to log in: Invalid email or password".
 */
export function sentenceOf({ action, code, objectLabel, changes }: RecordedEvent): string {
  // An action of a previous version remains as its code.
  const known = (auditActions as Readonly<Record<string, string>>)[action] ?? action
  if (code !== null && code in errorMessages) {
    const refusal = refusals[action as AuditAction]
    if (refusal)
      return `${refusal}: ${lowerFirst(errorMessages[code as keyof typeof errorMessages])}`
  }
  if (objectLabel === null || objectLabel === '') return known
  if (action === 'user.change') return userChange(objectLabel, changes ?? {})

  const named = withName(known, objectLabel)
  if (action === 'setting.change' || action === 'group.change' || action === 'user.deactivate') {
    return withChanges(named, changes ?? {})
  }
  return named
}

/** "created a user" of Ada is "created the user Ada"; what says "their" says enough. */
function withName(sentence: string, name: string): string {
  return sentence.replace(
    /\b(?:an?|the) (deleted )?(user|group|setting|signing key)\b/,
    (_, deleted = '', noun) => `the ${deleted}${noun} ${name}`,
  )
}

type Changes = Readonly<Record<string, readonly [unknown, unknown]>>

/** Groups first, as that is how people say it; further fields follow. */
function userChange(name: string, { groups, ...others }: Changes): string {
  const moves = groups && movesBetween(name, groups)
  const rest =
    Object.keys(others).length > 0 ? withChanges(`changed the user ${name}`, others) : undefined
  return [moves, rest].filter(Boolean).join(' and ') || `changed the user ${name}`
}

function movesBetween(
  name: string,
  [before, after]: readonly [unknown, unknown],
): string | undefined {
  const [from, to] = [namesOf(before), namesOf(after)]
  if (!from || !to) return undefined
  const added = to.filter((each) => !from.includes(each))
  const removed = from.filter((each) => !to.includes(each))
  return [
    added.length > 0 && `added ${name} to ${added.join(', ')}`,
    removed.length > 0 && `removed ${name} from ${removed.join(', ')}`,
  ]
    .filter(Boolean)
    .join(' and ')
}

/** Names of groups; entries of previous versions have their IDs. */
function namesOf(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined
  return value.map((each) => (typeof each === 'number' ? `group ${each}` : String(each)))
}

function withChanges(sentence: string, changes: Changes): string {
  const parts = Object.entries(changes)
    .filter(([field]) => field !== 'is_active')
    .map(([field, [from, to]]) => changeOf(sentence, field, from, to))
  return parts.length === 0 ? sentence : `${sentence}: ${parts.join(', ')}`
}

/** The field is not said again where the sentence ends in it, as that of a setting does. */
function changeOf(sentence: string, field: string, from: unknown, to: unknown): string {
  const name = sentence.endsWith(` ${field}`) ? '' : `${field} `
  if (Array.isArray(from) && Array.isArray(to)) {
    const added = to.filter((each) => !from.includes(each)).map((each) => `+${each}`)
    const removed = from.filter((each) => !to.includes(each)).map((each) => `−${each}`)
    return `${name}${[...added, ...removed].join(' ')}`
  }
  // A setting without a value of its own has its default.
  const absent = sentence.startsWith('changed the setting') ? 'default' : 'none'
  return `${name}${textOf(from, absent)} → ${textOf(to, absent)}`
}

function textOf(value: unknown, absent: string): string {
  if (value === null || value === undefined) return absent
  if (value === '') return 'empty'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`
}
