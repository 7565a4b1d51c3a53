import type { Answers } from './answers.ts'

/** What the answers of the management API are called here. Moments are ISO-8601 texts in UTC. */
export interface Page<Row> {
  readonly results: readonly Row[]
  readonly next: string | null
  readonly count: number
  readonly count_is_exact: boolean
}

type Row<List extends Page<unknown>> = List['results'][number]

export type Me = Answers['readConsoleMe']

export type User = Row<Answers['listUsers']>
export type UserDetail = Answers['readUser']
export type PermissionOrigin = UserDetail['effective_permissions'][number]['origins'][number]
export type BulkResult = Answers['bulkUsers']

export type ImportResult = Answers['importUsers']
export type ImportFailure = ImportResult['failures'][number]

export type Group = Answers['readGroup']
export type GroupPreview = Extract<Answers['changeGroup'], { readonly affected_users: number }>
export type Permission = Row<Answers['listPermissions']>

export type Session = Row<Answers['listSessions']>
export type SessionState = Session['state']
export type SessionDetail = Answers['readSession']
export type RevokeResult = Answers['revokeSessions']

export type ChangedSettings = Answers['changeSettings']
export type SettingValue = string | number | boolean
export type SettingChange = Row<Answers['listSettingChanges']>
/** Its value and its default are never null, though the schema of values allows it for what was stored. */
export type Setting = Row<Answers['listSettings']> & {
  readonly value: SettingValue
  readonly default: SettingValue
}
export type SettingsPage = Page<Setting> & Pick<Answers['listSettings'], 'groups'>

/** A change is from one value to the other. */
export type AuditEvent = Omit<Answers['readEvent'], 'changes'> & {
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>> | null
}
export type ActionList = Answers['listActions']

export type KeysPage = Answers['listKeys']
export type SigningKey = Row<KeysPage>
export type KeyState = SigningKey['state']

export type Stats = Answers['readStatistics']
export type StatsPoint = Stats['series'][number]

export type Process = Row<Answers['listProcesses']>

export type Health = Answers['readHealth']
