import { Issue } from '../../../config/value-parsers.ts'
import { parseNames } from '../../../text/name-list.ts'
import { trim } from '../../../text/trim.ts'
import type { ImportedUser } from './import-user.ts'

/** What is wrong with one cell. */
export interface CellIssue {
  /** Absent when the row as a whole is at issue. */
  readonly field?: string
  readonly reason: string
}

type Fields = Partial<ImportedUser>

/** Turns the value of a cell into what it says about the user. */
const readers: Readonly<Record<string, (value: unknown) => Fields | Issue>> = {
  email: (value) => text(value, 'an email address', (email) => ({ email })),
  username: (value) =>
    value === null ? { username: null } : text(value, 'text', (username) => ({ username })),
  is_active: (value) => flag(value, (isActive) => ({ isActive })),
  is_staff: (value) => flag(value, (isStaff) => ({ isStaff })),
  is_superuser: (value) => flag(value, (isSuperuser) => ({ isSuperuser })),
  state: (value) => {
    if (value === 'active') return { isActive: true }
    return value === 'deactivated' ? { isActive: false } : new Issue('active or deactivated')
  },
  groups: (value) => {
    const names = groupNames(value)
    return names ? { groups: names } : new Issue('names of groups, separated by semicolons')
  },
  password_hash: (value) => text(value, 'a hash', (passwordHash) => ({ passwordHash })),
  password: () => new Issue('no passwords in the clear; hashes go into password_hash'),
}

/** The columns that an import knows. */
export const importedFields = Object.keys(readers).filter((field) => field !== 'password')

/** Never repeated. */
export const secretFields: ReadonlySet<string> = new Set(['password', 'password_hash'])

/** The field that a column is about, if it is about one: `E-Mail` and `email` are the same. */
export function fieldOf(column: string): string | undefined {
  const name = column
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
  const field = name === 'e_mail' || name === 'mail' ? 'email' : name
  return Object.hasOwn(readers, field) ? field : undefined
}

/** Reads the user from the values by field; an empty cell says nothing. */
export function readUser(values: ReadonlyMap<string, unknown>): ImportedUser | CellIssue[] {
  const reads = [...values]
    .map(([field, value]) => [field, typeof value === 'string' ? trim(value) : value] as const)
    .filter(([field, value]) => says(field, value))
    .map(([field, value]) => [field, readers[field]?.(value)] as const)
  const issues = reads.flatMap(([field, read]) =>
    read instanceof Issue ? [{ field, reason: `Expected ${read.expectation}.` }] : [],
  )
  const { email, ...others }: Fields = Object.assign({}, ...reads.map(([, read]) => read))
  if (issues.length > 0) return issues
  if (email === undefined) return [{ field: 'email', reason: 'There is no email address.' }]
  return { email, ...others }
}

/** In JSON a username may be null: there is none. */
function says(field: string, value: unknown): boolean {
  return value !== '' && value !== undefined && (value !== null || field === 'username')
}

function text(
  value: unknown,
  expectation: string,
  toFields: (text: string) => Fields,
): Fields | Issue {
  return typeof value === 'string' ? toFields(value) : new Issue(expectation)
}

function flag(value: unknown, toFields: (flag: boolean) => Fields): Fields | Issue {
  const spelling = String(value).toLowerCase()
  // psql writes t and f.
  if (/^(true|t|1|yes|on)$/.test(spelling)) return toFields(true)
  return /^(false|f|0|no|off)$/.test(spelling) ? toFields(false) : new Issue('true or false')
}

/** `Support; Keys`, or a list of names, or of groups as an export writes them. */
function groupNames(value: unknown): string[] | undefined {
  const parts: unknown[] =
    typeof value === 'string' ? parseNames(value) : Array.isArray(value) ? value : [undefined]
  const names = parts.map((part) => (Object(part) as { name?: unknown }).name ?? part)
  const isNamed = names.every((name) => typeof name === 'string')
  return isNamed ? [...new Set(names.map((name) => trim(name)).filter(Boolean))] : undefined
}

/** Field → column, where the file's own names do not say it. */
export type Mapping = ReadonlyMap<string, string>

/** `column=field`, as a mapping; undefined when one of them is none. */
export function mappingFrom(pairs: readonly string[]): Mapping | undefined {
  const entries = pairs.map((pair) => {
    const at = pair.lastIndexOf('=')
    return [fieldOf(pair.slice(at + 1)) ?? '', pair.slice(0, Math.max(at, 0))] as const
  })
  const areGood = entries.every(([field, column]) => importedFields.includes(field) && column)
  return areGood ? new Map(entries) : undefined
}

/** The values of a row by what they are about. */
export function valuesOf(
  cells: Readonly<Record<string, unknown>>,
  mapping: Mapping,
): Map<string, unknown> {
  const mapped = new Set(mapping.values())
  const values = new Map<string, unknown>()
  for (const [column, value] of Object.entries(cells)) {
    const field = mapped.has(column) ? undefined : fieldOf(column)
    if (field !== undefined) values.set(field, value)
  }
  for (const [field, column] of mapping) values.set(field, cells[column])
  return values
}

/** What the file calls a field. */
export function columnOf(
  field: string,
  cells: Readonly<Record<string, unknown>>,
  mapping: Mapping,
): string {
  const named = Object.keys(cells).find((column) => fieldOf(column) === field)
  return mapping.get(field) ?? named ?? field
}

const maxSampleLength = 60

/** A value to recognise its column by; what may be a secret is not repeated. */
export function sampleOf(field: string | undefined, value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  const isSecret = secretFields.has(field ?? '') || /hash|secret|passw/i.test(field ?? '')
  return isSecret && text !== '' ? '•••' : text.slice(0, maxSampleLength)
}
