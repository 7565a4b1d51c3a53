// Generated from the routes by `npm run generate`; not edited by hand.

type ConsoleSession = {
  readonly id: number
  readonly created_at: string
  readonly authenticated_at: string
  readonly expires_at: string
  readonly absolute_expires_at: string
  readonly idle_seconds: number
  readonly reauthenticate_after_seconds: number
}

type Administrator = {
  readonly id: number
  readonly email: string
  readonly username: string | null
  readonly is_superuser: boolean
  readonly permissions: readonly (string)[]
  readonly via: "console" | "bearer"
  readonly session: ConsoleSession | null
  readonly csrf_token: string | null
  readonly server_time: string
  readonly environment_label: string | null
  readonly mode: "development" | "production"
  readonly version: string
  readonly public_url: string
  readonly access_token_lifetime_seconds: number
}

type User = {
  readonly id: number
  readonly email: string
  readonly email_verified_at: string | null
  readonly username: string | null
  readonly state: "active" | "deactivated" | "deleted"
  readonly locked_until: string | null
  readonly is_active: boolean
  readonly is_staff: boolean
  readonly is_superuser: boolean
  readonly groups: readonly ({
    readonly id: number
    readonly name: string
  })[]
  readonly active_sessions: number
  readonly created_at: string
  readonly updated_at: string
  readonly last_login_at: string | null
  readonly deactivation_reason: string | null
  readonly deactivated_until: string | null
  readonly deleted_at: string | null
  readonly purge_after: string | null
  readonly version: number
  readonly is_me: boolean
}

type UserList = {
  readonly results: readonly (User)[]
  readonly next: string | null
  readonly count: number
  readonly count_is_exact: boolean
}

type EffectivePermission = {
  readonly code: string
  readonly label: string
  readonly origins: readonly ({
    readonly type: "direct" | "group" | "superuser"
    readonly id?: number
    readonly name?: string
  })[]
}

type UserDetails = {
  readonly id: number
  readonly email: string
  readonly email_verified_at: string | null
  readonly username: string | null
  readonly state: "active" | "deactivated" | "deleted"
  readonly locked_until: string | null
  readonly is_active: boolean
  readonly is_staff: boolean
  readonly is_superuser: boolean
  readonly groups: readonly ({
    readonly id: number
    readonly name: string
  })[]
  readonly active_sessions: number
  readonly created_at: string
  readonly updated_at: string
  readonly last_login_at: string | null
  readonly deactivation_reason: string | null
  readonly deactivated_until: string | null
  readonly deleted_at: string | null
  readonly purge_after: string | null
  readonly version: number
  readonly is_me: boolean
  readonly permissions: readonly (string)[]
  readonly effective_permissions: readonly (EffectivePermission)[]
  readonly failed_logins: number
  readonly last_active_at: string | null
  readonly has_usable_password: boolean
  readonly is_last_superuser: boolean
}

type PasswordIssues = {
  readonly faults: readonly (string)[]
}

type RevokedSessions = {
  readonly revoked: number
}

type PurgedUser = {
  readonly purged: true
}

type BulkUserOutcome = {
  readonly action: "activate" | "deactivate" | "delete" | "restore" | "add_group" | "remove_group" | "revoke_sessions"
  readonly dry_run: boolean
  readonly matched: number
  readonly includes_me: boolean
  readonly changed: number
  readonly unchanged: number
  readonly failed: readonly ({
    readonly id: number
    readonly email: string
    readonly code: string
    readonly message: string
  })[]
  readonly sessions_revoked: number
  readonly next_after_id: number | null
}

type UserImportOutcome = {
  readonly dry_run: boolean
  readonly total: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly failed: number
  readonly failures: readonly ({
    readonly row: number
    readonly column: string | null
    readonly value: unknown
    readonly reason: string
  })[]
  readonly columns: readonly ({
    readonly name: string
    readonly field: string | null
    readonly sample: string
  })[]
}

type Invitation = {
  readonly id: number
  readonly email: string
  readonly state: "open" | "expired" | "accepted" | "revoked"
  readonly is_staff: boolean
  readonly groups: readonly (number)[]
  readonly permissions: readonly (string)[]
  readonly invited_by: string
  readonly created_at: string
  readonly sent_at: string
  readonly expires_at: string
  readonly accepted_at: string | null
  readonly revoked_at: string | null
  readonly user_id: number | null
}

type InvitationList = {
  readonly results: readonly (Invitation)[]
  readonly next: string | null
  readonly count: number
  readonly count_is_exact: boolean
}

type Email = {
  readonly id: number
  readonly kind: string
  readonly locale: string
  readonly recipient: string
  readonly user_id: number | null
  readonly state: "due" | "sent" | "failed" | "dropped" | "kept"
  readonly attempts: number
  readonly last_error: string | null
  readonly created_at: string
  readonly due_at: string
  readonly sent_at: string | null
}

type EmailList = {
  readonly results: readonly (Email)[]
  readonly next: string | null
  readonly count: number
  readonly count_is_exact: boolean
}

type EmailDetails = {
  readonly id: number
  readonly kind: string
  readonly locale: string
  readonly recipient: string
  readonly user_id: number | null
  readonly state: "due" | "sent" | "failed" | "dropped" | "kept"
  readonly attempts: number
  readonly last_error: string | null
  readonly created_at: string
  readonly due_at: string
  readonly sent_at: string | null
  readonly message_id: string
}

type EmailDelivery = {
  readonly is_configured: boolean
  readonly mode: "development" | "production"
  readonly server: string | null
  readonly encryption: string | null
  readonly user: string | null
  readonly from: string | null
  readonly due: number
  readonly oldest_due_at: string | null
}

type EmailTestResult = {
  readonly recipient: string
  readonly is_accepted: boolean
  readonly steps: readonly ({
    readonly step: "resolve" | "connect" | "tls" | "login" | "sender" | "recipient" | "accepted"
    readonly result: "ok" | "failed" | "skipped" | "not reached"
    readonly detail: string | null
  })[]
}

type EmailTextList = {
  readonly results: readonly ({
    readonly kind: "reset_password" | "password_changed" | "email_changed" | "email_changed_undo" | "email_change_request" | "change_email" | "email_taken" | "account_deleted" | "confirm_email" | "email_login" | "register" | "already_registered" | "invitation" | "test"
    readonly locale: "en" | "de"
    readonly subject: string
    readonly is_custom: boolean
    readonly changed_at: string | null
    readonly changed_by: string | null
    readonly version: number
  })[]
}

type EmailText = {
  readonly kind: "reset_password" | "password_changed" | "email_changed" | "email_changed_undo" | "email_change_request" | "change_email" | "email_taken" | "account_deleted" | "confirm_email" | "email_login" | "register" | "already_registered" | "invitation" | "test"
  readonly locale: "en" | "de"
  readonly subject: string
  readonly is_custom: boolean
  readonly changed_at: string | null
  readonly changed_by: string | null
  readonly version: number
  readonly body: string
  readonly built_in: {
    readonly subject: string
    readonly body: string
  }
  readonly variables: readonly ({
    readonly name: string
    readonly sample: string
    readonly is_required: boolean
  })[]
}

type EmailTextChange = {
  readonly id: number
  readonly at: string
  readonly actor: string
  readonly source: string
  readonly subject: string | null
  readonly body: string | null
}

type EmailTextChangeList = {
  readonly results: readonly (EmailTextChange)[]
  readonly next: string | null
  readonly count: number
  readonly count_is_exact: boolean
}

type EmailPreview = {
  readonly subject: string
  readonly text: string
  readonly html: string
}

type Group = {
  readonly id: number
  readonly name: string
  readonly member_count: number
  readonly permissions: readonly (string)[]
  readonly created_at: string
  readonly updated_at: string
  readonly deleted_at: string | null
  readonly version: number
}

type GroupList = {
  readonly results: readonly (Group)[]
  readonly next: string | null
  readonly count: number
  readonly count_is_exact: boolean
}

type GroupChangePreview = {
  readonly added: readonly (string)[]
  readonly removed: readonly (string)[]
  readonly affected_users: number
}

type Permission = {
  readonly code: string
  readonly label: string
  readonly description: string
  readonly group: string
  readonly is_held: boolean
}

type PermissionList = {
  readonly results: readonly (Permission)[]
  readonly next: string | null
  readonly count: number
  readonly count_is_exact: boolean
}

type Session = {
  readonly id: number
  readonly user: {
    readonly id: number
    readonly email: string
  }
  readonly state: "active" | "expired" | "ended" | "reused"
  readonly end_reason: string | null
  readonly ended_by: string | null
  readonly ended_at: string | null
  readonly client: string
  readonly user_agent: string | null
  readonly address: string | null
  readonly last_address: string | null
  readonly created_at: string
  readonly last_used_at: string
  readonly expires_at: string
  readonly rotation_count: number
  readonly is_current: boolean
}

type SessionList = {
  readonly results: readonly (Session)[]
  readonly next: string | null
  readonly count: number
  readonly count_is_exact: boolean
}

type SessionTimelineEvent = {
  readonly at: string
  readonly event: "started" | "rotated" | "reuse_detected" | "ended"
  readonly address: string | null
  readonly detail: string | null
}

type SessionDetails = {
  readonly id: number
  readonly user: {
    readonly id: number
    readonly email: string
  }
  readonly state: "active" | "expired" | "ended" | "reused"
  readonly end_reason: string | null
  readonly ended_by: string | null
  readonly ended_at: string | null
  readonly client: string
  readonly user_agent: string | null
  readonly address: string | null
  readonly last_address: string | null
  readonly created_at: string
  readonly last_used_at: string
  readonly expires_at: string
  readonly rotation_count: number
  readonly is_current: boolean
  readonly chain: readonly (SessionTimelineEvent)[]
}

type SessionRevocationOutcome = {
  readonly dry_run: boolean
  readonly matched: number
  readonly users: number
  readonly skipped: number
  readonly includes_current: boolean
  readonly revoked: number
  readonly access_token_lifetime_seconds: number
}

type SettingChange = {
  readonly id: number
  readonly key: string
  readonly from: string | number | boolean | null
  readonly to: string | number | boolean | null
  readonly changed_at: string
  readonly actor: string
  readonly actor_id: number | null
  readonly source: "console" | "api" | "command line"
  readonly comment: string | null
}

type Setting = {
  readonly key: string
  readonly label: string
  readonly help: string
  readonly group: string
  readonly type: "integer" | "boolean" | "choice" | "list" | "text"
  readonly unit: string | null
  readonly minimum: number | null
  readonly maximum: number | null
  readonly choices: readonly (string)[] | null
  readonly zero_means: string | null
  readonly value: string | number | boolean | null
  readonly default: string | number | boolean | null
  readonly stored_value: string | number | boolean | null
  readonly is_modified: boolean
  readonly source: "environment" | "database" | "default"
  readonly pinned_by: string | null
  readonly takes_effect: string
  readonly version: number
  readonly last_change: SettingChange | null
  readonly warnings: readonly (string)[]
}

type SettingList = {
  readonly results: readonly (Setting)[]
  readonly next: string | null
  readonly count: number
  readonly count_is_exact: boolean
  readonly groups: readonly (string)[]
}

type ChangedSettings = {
  readonly results: readonly (Setting)[]
}

type SettingHistoryEntry = {
  readonly id: number
  readonly key: string
  readonly from: string | number | boolean | null
  readonly to: string | number | boolean | null
  readonly changed_at: string
  readonly actor: string
  readonly actor_id: number | null
  readonly source: "console" | "api" | "command line"
  readonly comment: string | null
  readonly is_latest: boolean
}

type SettingHistoryEntryList = {
  readonly results: readonly (SettingHistoryEntry)[]
  readonly next: string | null
  readonly count: number
  readonly count_is_exact: boolean
}

type AuditEvent = {
  readonly id: number
  readonly at: string
  readonly actor: {
    readonly kind: "user" | "anonymous" | "command line" | "system"
    readonly id: number | null
    readonly label: string
  }
  readonly action: string
  readonly sentence: string
  readonly result: "success" | "failure"
  readonly code: string | null
  readonly object: {
    readonly type: string
    readonly id: string
    readonly label: string
  } | null
  readonly changes: Readonly<Record<string, unknown>> | null
  readonly address: string | null
  readonly user_agent: string | null
  readonly request_id: string | null
}

type AuditEventList = {
  readonly results: readonly (AuditEvent)[]
  readonly next: string | null
  readonly count: number
  readonly count_is_exact: boolean
}

type AuditActionList = {
  readonly results: readonly ({
    readonly action: string
    readonly sentence: string
  })[]
}

type SigningKey = {
  readonly kid: string
  readonly algorithm: string
  readonly state: "next" | "current" | "previous" | "retired" | "revoked"
  readonly created_at: string
  readonly activates_at: string
  readonly retires_at: string | null
  readonly revoked_at: string | null
  readonly revocable_at: string | null
}

type SigningKeyList = {
  readonly results: readonly (SigningKey)[]
  readonly next: string | null
  readonly count: number
  readonly count_is_exact: boolean
  readonly algorithm: string
  readonly shared_secret: boolean
  readonly jwks_url: string
  readonly rotation_interval_seconds: number
  readonly next_rotation_at: string | null
  readonly default_activation_delay_seconds: number
}

type StatisticsBucket = {
  readonly at: string
  readonly is_running: boolean
  readonly registrations: number
  readonly logins: number
  readonly login_failures: number
  readonly refreshes: number
  readonly refresh_reuses: number
  readonly logouts: number
  readonly rate_limited: number
  readonly active_users: number
}

type Statistics = {
  readonly range: {
    readonly from: string
    readonly to: string
    readonly bucket: "hour" | "day"
    readonly time_zone: "UTC"
  }
  readonly cards: {
    readonly users: {
      readonly total: number
      readonly is_exact: boolean
      readonly today: number
      readonly last_7_days: number
      readonly previous_7_days: number
    }
    readonly active_sessions: {
      readonly count: number
      readonly is_exact: boolean
    }
    readonly logins_24h: {
      readonly success: number
      readonly failure: number
      readonly failure_rate: number
      readonly previous_success: number
      readonly previous_failure: number
    }
    readonly locked_accounts: number
    readonly active_users: {
      readonly day: number
      readonly week: number
      readonly month: number
      readonly is_exact: boolean
    }
  }
  readonly series: readonly (StatisticsBucket)[]
  readonly previous_series: readonly (StatisticsBucket)[]
  readonly attention: readonly ({
    readonly id: string
    readonly severity: "warning" | "error"
    readonly text: string
    readonly link: string
  })[]
  readonly is_fresh: boolean
}

type Process = {
  readonly id: string
  readonly host: string
  readonly pid: number
  readonly version: string
  readonly started_at: string
  readonly seen_at: string
  readonly unseen_seconds: number
  readonly settings_revision: number
  readonly is_current: boolean
  readonly is_this_process: boolean
}

type ProcessList = {
  readonly results: readonly (Process)[]
  readonly next: string | null
  readonly count: number
  readonly count_is_exact: boolean
}

type Health = {
  readonly status: "ok" | "warn" | "fail"
  readonly checks: readonly ({
    readonly id: string
    readonly label: string
    readonly status: "ok" | "warn" | "fail"
    readonly text: string
  })[]
  readonly version: string
  readonly commit: string | null
  readonly node: string
  readonly platform: string
  readonly uptime_seconds: number
  readonly process_id: number
  readonly workers: number
  readonly memory: {
    readonly rss_bytes: number
    readonly heap_used_bytes: number
  }
  readonly database: {
    readonly engine: string
    readonly version: string
    readonly size_bytes: number
    readonly latency_ms: number
    readonly clock_skew_ms: number | null
  }
  readonly processes: readonly (Process)[]
  readonly migrations: readonly ({
    readonly name: string
    readonly executed_at: string | null
  })[]
  readonly configuration: readonly ({
    readonly key: string
    readonly value: unknown
    readonly source: "flag" | "environment" | "file" | "default"
  })[]
}

/** What each operation of the management API answers. */
export interface ResponseTypes {
  readonly readConsoleMe: Administrator
  readonly keepConsoleSession: Administrator
  readonly reauthenticate: Administrator
  readonly listUsers: UserList
  readonly createUser: UserDetails
  readonly readUser: UserDetails
  readonly changeUser: UserDetails
  readonly deleteUser: UserDetails
  readonly activateUser: UserDetails
  readonly deactivateUser: UserDetails
  readonly restoreUser: UserDetails
  readonly unlockUser: UserDetails
  readonly setUserPassword: UserDetails
  readonly checkPassword: PasswordIssues
  readonly revokeUserSessions: RevokedSessions
  readonly purgeUser: PurgedUser
  readonly bulkUsers: BulkUserOutcome
  readonly importUsers: UserImportOutcome
  readonly sendPasswordReset: UserDetails
  readonly sendEmailConfirmation: UserDetails
  readonly listInvitations: InvitationList
  readonly inviteUser: Invitation
  readonly sendInvitation: Invitation
  readonly revokeInvitation: Invitation
  readonly listEmails: EmailList
  readonly readEmail: EmailDetails
  readonly retryEmail: EmailDetails
  readonly readEmailDelivery: EmailDelivery
  readonly testEmail: EmailTestResult
  readonly listEmailTexts: EmailTextList
  readonly readEmailText: EmailText
  readonly changeEmailText: EmailText
  readonly resetEmailText: EmailText
  readonly listEmailTextChanges: EmailTextChangeList
  readonly previewEmailText: EmailPreview
  readonly listGroups: GroupList
  readonly createGroup: Group
  readonly readGroup: Group
  readonly changeGroup: Group | GroupChangePreview
  readonly deleteGroup: Group
  readonly restoreGroup: Group
  readonly listMembers: UserList
  readonly changeMembers: Group
  readonly listPermissions: PermissionList
  readonly listSessions: SessionList
  readonly readSession: SessionDetails
  readonly revokeSession: Session
  readonly revokeSessions: SessionRevocationOutcome
  readonly listSettings: SettingList
  readonly changeSettings: ChangedSettings
  readonly readSetting: Setting
  readonly changeSetting: Setting
  readonly resetSetting: Setting
  readonly listSettingChanges: SettingHistoryEntryList
  readonly revertSetting: Setting
  readonly listEvents: AuditEventList
  readonly listActions: AuditActionList
  readonly readEvent: AuditEvent
  readonly listKeys: SigningKeyList
  readonly rotateKey: SigningKey
  readonly revokeKey: SigningKey
  readonly readStatistics: Statistics
  readonly listProcesses: ProcessList
  readonly readHealth: Health
}
