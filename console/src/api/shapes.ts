import type { components } from './openapi.ts'

/** By their names in the OpenAPI document. */
export type Schemas = components['schemas']

// What the console calls the schemas of the API. Times are ISO 8601 texts in UTC.

export interface Page<Row> {
  readonly results: readonly Row[]
  readonly next: string | null
  readonly count: number
  readonly count_is_exact: boolean
}

export type Me = Schemas['Administrator']

export type User = Schemas['User']
export type UserDetail = Schemas['UserDetails']
export type PermissionOrigin = UserDetail['effective_permissions'][number]['origins'][number]
export type BulkResult = Schemas['BulkUserOutcome']

export type ImportResult = Schemas['UserImportOutcome']
export type ImportFailure = ImportResult['failures'][number]

export type Group = Schemas['Group']
export type Permission = Schemas['Permission']

export type Session = Schemas['Session']
export type ConsoleSession = Schemas['UserConsoleSession']
export type SessionState = Session['state']
export type SessionDetail = Schemas['SessionDetails']
export type RevokeResult = Schemas['SessionRevocationOutcome']

export type ChangedSettings = Schemas['ChangedSettings']
export type SettingValue = string | number | boolean
export type SettingChange = Schemas['SettingHistoryEntry']
export type Setting = Schemas['Setting']

export type AuditEvent = Schemas['AuditEvent']

export type KeysPage = Schemas['SigningKeyList']
export type SigningKey = Schemas['SigningKey']
export type KeyState = SigningKey['state']

export type Email = Schemas['Email']
export type EmailDetail = Schemas['EmailDetails']
export type EmailState = Email['state']
export type EmailDelivery = Schemas['EmailDelivery']
export type EmailTest = Schemas['EmailTestResult']

export type EmailTextSummary = Schemas['EmailTextList']['results'][number]
export type EmailText = Schemas['EmailText']
export type EmailTextChange = Schemas['EmailTextChange']
export type EmailTextFile = Schemas['EmailTextFile']
export type EmailPreview = Schemas['EmailPreview']

export type Stats = Schemas['Statistics']
export type StatsPoint = Stats['series'][number]

export type Process = Schemas['Process']

export type Health = Schemas['Health']
