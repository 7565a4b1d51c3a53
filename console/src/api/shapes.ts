import type { ResponseTypes } from './answers.ts'

/** What the answers of the management API are called here. Moments are ISO-8601 texts in UTC. */
export interface Page<Row> {
  readonly results: readonly Row[]
  readonly next: string | null
  readonly count: number
  readonly count_is_exact: boolean
}

type Row<List extends Page<unknown>> = List['results'][number]

export type Me = ResponseTypes['readConsoleMe']

export type User = Row<ResponseTypes['listUsers']>
export type UserDetail = ResponseTypes['readUser']
export type PermissionOrigin = UserDetail['effective_permissions'][number]['origins'][number]
export type BulkResult = ResponseTypes['bulkUsers']

export type ImportResult = ResponseTypes['importUsers']
export type ImportFailure = ImportResult['failures'][number]

export type Group = ResponseTypes['readGroup']
export type GroupPreview = Extract<
  ResponseTypes['changeGroup'],
  { readonly affected_users: number }
>
export type Permission = Row<ResponseTypes['listPermissions']>

export type Session = Row<ResponseTypes['listSessions']>
export type SessionState = Session['state']
export type SessionDetail = ResponseTypes['readSession']
export type RevokeResult = ResponseTypes['revokeSessions']

export type ChangedSettings = ResponseTypes['changeSettings']
export type SettingValue = string | number | boolean
export type SettingChange = Row<ResponseTypes['listSettingChanges']>
/** Its value and its default are never null, though the schema of values allows it for what was stored. */
export type Setting = Row<ResponseTypes['listSettings']> & {
  readonly value: SettingValue
  readonly default: SettingValue
}
export type SettingsPage = Page<Setting> & Pick<ResponseTypes['listSettings'], 'groups'>

/** A change is from one value to the other. */
export type AuditEvent = Omit<ResponseTypes['readEvent'], 'changes'> & {
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>> | null
}
export type ActionList = ResponseTypes['listActions']

export type KeysPage = ResponseTypes['listKeys']
export type SigningKey = Row<KeysPage>
export type KeyState = SigningKey['state']

export type Email = Row<ResponseTypes['listEmails']>
export type EmailDetail = ResponseTypes['readEmail']
export type EmailState = Email['state']
export type EmailDelivery = ResponseTypes['readEmailDelivery']
export type EmailTest = ResponseTypes['testEmail']

export type EmailTextSummary = ResponseTypes['listEmailTexts']['results'][number]
export type EmailText = ResponseTypes['readEmailText']
export type EmailTextChange = Row<ResponseTypes['listEmailTextChanges']>
export type EmailPreview = ResponseTypes['previewEmailText']

export type Stats = ResponseTypes['readStatistics']
export type StatsPoint = Stats['series'][number]

export type Process = Row<ResponseTypes['listProcesses']>

export type Health = ResponseTypes['readHealth']
