import { errorMessages } from '../../errors.ts'
import { isDateTime, timeText } from '../../text/date-time.ts'
import { isPermissionCode, permissionCatalogue } from '../permissions/permission-catalogue.ts'
import { type AuditAction, auditActions } from './audit-actions.ts'

type Changes = Readonly<Record<string, readonly [unknown, unknown]>>

interface RecordedEvent {
  readonly action: string
  readonly code: string | null
  readonly objectType: string | null
  readonly objectLabel: string | null
  /** As it is recorded: field → [from, to]. */
  readonly changes: Changes | null
}

/** Says a value of a setting in words; null is its default. */
export type SettingText = (key: string, value: unknown) => string

/** What is said of a refusal instead. */
const refusals: Partial<Readonly<Record<AuditAction, string>>> = {
  'auth.login': 'failed to log in',
  'auth.step_up': 'failed to confirm their password',
  'auth.change_password': 'failed to change their password',
  'console.login': 'failed to log in to the console',
  'console.reauthenticate': 'failed to confirm their password in the console',
}

interface Named {
  readonly name: string
  readonly changes: Changes
  readonly objectType: string | null
  readonly settingText: SettingText
}

/** Sentences that say more than the action and the name of its object. */
const sentences: Partial<Readonly<Record<AuditAction, (event: Named) => string>>> = {
  'auth.change_email': ({ changes: { email } }) =>
    `changed their email address${email ? ` from ${email[0]} to ${email[1]}` : ''}`,
  'user.change': ({ name, changes }) => userChange(name, changes),
  'user.deactivate': ({ name, changes }) => userDeactivation(name, changes),
  'user.invite': ({ name }) => `invited ${name}`,
  'user.send_invitation': ({ name }) => `sent ${name} their invitation again`,
  'user.revoke_invitation': ({ name }) => `revoked the invitation of ${name}`,
  'group.change': ({ name, changes }) => withChanges(`changed the group ${name}`, changes),
  'setting.change': ({ name, changes: { [name]: change }, settingText }) =>
    change
      ? `changed the setting ${name}: ${settingText(name, change[0])} → ${settingText(name, change[1])}`
      : `changed the setting ${name}`,
  'session.revoke': ({ name, objectType, changes: { active_sessions: active, sessions } }) => {
    const [count] = active ?? sessions ?? []
    const revoked = typeof count === 'number' ? countOf(count, 'session') : 'sessions'
    return `revoked ${revoked}${objectType === 'user' && name ? ` of ${name}` : ''}`
  },
  'email.change_template': ({ name }) =>
    `changed the text of the email “${name.replaceAll('_', ' ').replace(/ \((\w+)\)$/, '” ($1)')}`,
  'audit.purge': ({ changes: { events, kept_from: from } }) =>
    `removed ${countOf(Number(events?.[0] ?? 0), 'audit event')}${from ? ` from before ${textOf(from[1])}` : ''}`,
}

const longestValue = 40

/**
 * What happened, to read on after the actor: "added sami@example.com to Support", "changed the setting
 * ACCESS_TOKEN_LIFETIME: 15m → default (30s)", "failed to log in: Invalid email or password".
 */
export function sentenceOf(event: RecordedEvent, settingText: SettingText): string {
  const action = event.action as AuditAction
  // An action of a previous version remains as its code.
  const known = (auditActions as Readonly<Record<string, string>>)[action] ?? action
  const refusal = refusals[action]
  if (refusal && event.code !== null && event.code in errorMessages) {
    const message = errorMessages[event.code as keyof typeof errorMessages]
    return `${refusal}: ${lowerFirst(message)}`
  }

  const { objectType, changes } = event
  const name = event.objectLabel ?? ''
  const sentence = sentences[action]?.({ name, objectType, changes: changes ?? {}, settingText })
  return sentence ?? (name === '' ? known : withName(known, name))
}

/** "created a user" of Ada is "created the user Ada"; what says "their" says enough. */
function withName(sentence: string, name: string): string {
  return sentence.replace(
    /\b(?:an?|the) (deleted )?(user|group|setting|signing key)\b/,
    (_, deleted = '', noun) => `the ${deleted}${noun} ${name}`,
  )
}

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

/** "deactivated the user Ada until Dec 1, 2026, 08:00 UTC: on leave". */
function userDeactivation(name: string, changes: Changes): string {
  const { deactivated_until: until, deactivation_reason: reason } = changes
  const end = until?.[1] ? ` until ${textOf(until[1])}` : ''
  return `deactivated the user ${name}${end}${reason?.[1] ? `: ${textOf(reason[1])}` : ''}`
}

function withChanges(sentence: string, changes: Changes): string {
  const parts = Object.entries(changes)
    .filter(([field]) => field !== 'is_active')
    .map(([field, [from, to]]) => `${fieldName(field)} ${changeText(from, to)}`)
  return parts.length === 0 ? sentence : `${sentence}: ${parts.join(', ')}`
}

/** `is_staff` is "staff", `deactivated_until` is "deactivated until". */
function fieldName(field: string): string {
  return field.replace(/^is_|_at$/g, '').replaceAll('_', ' ')
}

function changeText(from: unknown, to: unknown): string {
  if (!Array.isArray(from) || !Array.isArray(to)) return `${textOf(from)} → ${textOf(to)}`
  const added = to.filter((each) => !from.includes(each)).map((each) => `+ ${textOf(each)}`)
  const removed = from.filter((each) => !to.includes(each)).map((each) => `− ${textOf(each)}`)
  return [...added, ...removed].join(', ')
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return 'none'
  if (value === '') return 'empty'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value !== 'string') return shortened(JSON.stringify(value))
  if (isPermissionCode(value)) return `“${permissionCatalogue[value].label}”`
  return isDateTime(value) ? timeText(Date.parse(value)) : shortened(value)
}

const shortened = (text: string): string =>
  text.length > longestValue ? `${text.slice(0, longestValue)}…` : text

const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`
}
