/** The shapes of the management API. Moments are ISO-8601 texts in UTC. */
export interface Page<Row> {
  readonly results: readonly Row[]
  readonly next: string | null
  readonly count: number
  readonly count_is_exact: boolean
}

export interface Me {
  readonly id: number
  readonly email: string
  readonly is_superuser: boolean
  readonly permissions: readonly string[]
  readonly session: {
    readonly id: number
    readonly expires_at: string
    readonly authenticated_at: string
    readonly absolute_expires_at: string
    readonly idle_seconds: number
    readonly reauthenticate_after_seconds: number
  } | null
  readonly csrf_token: string | null
  readonly server_time: string
  readonly environment_label: string | null
  readonly mode: string
  readonly version: string
  readonly public_url: string
  readonly access_token_lifetime_seconds: number
}

export type UserState = 'active' | 'deactivated' | 'deleted'

export interface User {
  readonly id: number
  readonly email: string
  readonly username: string | null
  readonly state: UserState
  readonly locked_until: string | null
  readonly is_active: boolean
  readonly is_staff: boolean
  readonly is_superuser: boolean
  readonly groups: readonly { readonly id: number; readonly name: string }[]
  readonly active_sessions: number
  readonly created_at: string
  readonly updated_at: string
  readonly last_login_at: string | null
  readonly deactivation_reason: string | null
  readonly deleted_at: string | null
  readonly purge_after: string | null
  readonly version: number
  readonly is_me: boolean
}

export type PermissionOrigin =
  | { readonly type: 'direct' }
  | { readonly type: 'superuser' }
  | { readonly type: 'group'; readonly id: number; readonly name: string }

export interface UserDetail extends User {
  readonly permissions: readonly string[]
  readonly effective_permissions: readonly {
    readonly code: string
    readonly label: string
    readonly origins: readonly PermissionOrigin[]
  }[]
  readonly failed_logins: number
  readonly has_usable_password: boolean
  readonly is_last_superuser: boolean
}

export interface BulkResult {
  readonly matched: number
  readonly includes_me: boolean
  readonly changed: number
  readonly unchanged: number
  readonly failed: readonly {
    readonly id: number
    readonly email: string
    readonly message: string
  }[]
  readonly sessions_revoked: number
  readonly next_after_id: number | null
}

export interface Group {
  readonly id: number
  readonly name: string
  readonly member_count: number
  readonly permissions: readonly string[]
  readonly created_at: string
  readonly updated_at: string
  readonly version: number
  readonly deleted_at: string | null
}

export interface GroupPreview {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly affected_users: number
}

export interface Permission {
  readonly code: string
  readonly label: string
  readonly description: string
  readonly group: string
  readonly is_held: boolean
}

export type SessionState = 'active' | 'expired' | 'ended' | 'reused'

export interface Session {
  readonly id: number
  readonly user: { readonly id: number; readonly email: string }
  readonly state: SessionState
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

export interface SessionDetail extends Session {
  readonly chain: readonly {
    readonly at: string
    readonly event: 'started' | 'rotated' | 'reuse_detected' | 'ended'
    readonly address: string | null
    readonly detail: string | null
  }[]
}

export interface RevokeResult {
  readonly matched: number
  readonly users: number
  readonly includes_current: boolean
  readonly revoked: number
  readonly access_token_lifetime_seconds: number
}

export type SettingValue = string | number | boolean

export interface SettingChange {
  readonly id: number
  readonly key: string
  readonly from: SettingValue | null
  readonly to: SettingValue | null
  readonly changed_at: string
  readonly actor: string
  readonly actor_id: number | null
  readonly source: string
  readonly comment: string | null
  readonly is_latest: boolean
}

export interface Setting {
  readonly key: string
  readonly label: string
  readonly help: string
  readonly group: string
  readonly type: 'integer' | 'boolean' | 'choice' | 'list'
  readonly unit: string | null
  readonly minimum: number | null
  readonly maximum: number | null
  readonly choices: readonly string[] | null
  readonly zero_means: string | null
  readonly value: SettingValue
  readonly default: SettingValue
  readonly stored_value: SettingValue | null
  readonly is_modified: boolean
  readonly source: 'environment' | 'database' | 'default'
  readonly pinned_by: string | null
  readonly takes_effect: string
  readonly version: number
  readonly last_change: SettingChange | null
  readonly warnings: readonly string[]
}

export interface SettingsPage extends Page<Setting> {
  readonly groups: readonly string[]
}

export interface AuditEvent {
  readonly id: number
  readonly at: string
  readonly actor: { readonly kind: string; readonly id: number | null; readonly label: string }
  readonly action: string
  readonly sentence: string
  readonly result: 'success' | 'failure'
  readonly code: string | null
  readonly object: { readonly type: string; readonly id: string; readonly label: string } | null
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>> | null
  readonly address: string | null
  readonly user_agent: string | null
  readonly request_id: string | null
}

export type KeyState = 'next' | 'current' | 'previous' | 'retired' | 'revoked'

export interface SigningKey {
  readonly kid: string
  readonly algorithm: string
  readonly state: KeyState
  readonly created_at: string
  readonly activates_at: string
  readonly retires_at: string | null
  readonly revoked_at: string | null
  readonly revocable_at: string | null
}

export interface KeysPage extends Page<SigningKey> {
  readonly algorithm: string
  readonly shared_secret: boolean
  readonly jwks_url: string
  readonly default_activation_delay_seconds: number
}

export interface StatsPoint {
  readonly at: string
  readonly is_running: boolean
  readonly registrations: number
  readonly logins: number
  readonly login_failures: number
  readonly refreshes: number
  readonly refresh_reuses: number
}

export interface Stats {
  readonly range: {
    readonly from: string
    readonly to: string
    readonly bucket: 'hour' | 'day'
    readonly time_zone: string
  }
  readonly cards: {
    readonly users: {
      readonly total: number
      readonly is_exact: boolean
      readonly today: number
      readonly last_7_days: number
      readonly previous_7_days: number
    }
    readonly active_sessions: { readonly count: number; readonly is_exact: boolean }
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
      readonly basis: string
    }
  }
  readonly series: readonly StatsPoint[]
  readonly previous_series: readonly StatsPoint[]
  readonly attention: readonly {
    readonly id: string
    readonly severity: 'warning' | 'error'
    readonly text: string
    readonly link: string
  }[]
  readonly is_fresh: boolean
}

export type CheckStatus = 'ok' | 'warn' | 'fail'

export interface Health {
  readonly status: CheckStatus
  readonly checks: readonly {
    readonly id: string
    readonly label: string
    readonly status: CheckStatus
    readonly text: string
  }[]
  readonly version: string
  readonly node: string
  readonly platform: string
  readonly uptime_seconds: number
  readonly process_id: number
  readonly workers: number
  readonly memory: { readonly rss_bytes: number; readonly heap_used_bytes: number }
  readonly database: {
    readonly engine: string
    readonly version: string
    readonly size_bytes: number | null
    readonly latency_ms: number
    readonly clock_skew_ms: number | null
  }
  readonly migrations: readonly { readonly name: string; readonly executed_at: string }[]
  readonly configuration: readonly {
    readonly key: string
    readonly value: unknown
    readonly source: string
  }[]
}
