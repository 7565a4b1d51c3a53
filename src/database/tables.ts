import type { Generated, Kysely, Transaction } from 'kysely'

/**
 * Every table on one page. DateTimes are milliseconds since the epoch (UTC) and end in `_at`;
 * a column declared `boolean` is a boolean on both databases (see connect-sqlite.ts).
 */
export interface Tables {
  users: UsersTable
  groups: GroupsTable
  permissions: PermissionsTable
  user_groups: { user_id: number; group_id: number }
  user_permissions: { user_id: number; permission_id: number }
  group_permissions: { group_id: number; permission_id: number }
  sessions: SessionsTable
  login_attempts: LoginAttemptsTable
  settings: SettingsTable
  setting_changes: SettingChangesTable
  signing_keys: SigningKeysTable
  audit_events: AuditEventsTable
  audit_chain: AuditChainTable
  console_sessions: ConsoleSessionsTable
  setup_links: SetupLinksTable
  activity_hours: ActivityHoursTable
  user_activity: { user_id: number; last_active_at: number }
  processes: ProcessesTable
  revisions: { name: string; revision: number }
  leases: { name: string; holder: string; expires_at: number }
  django_imports: DjangoImportsTable
  verifications: VerificationsTable
  emails: EmailsTable
  invitations: InvitationsTable
  email_text_changes: EmailTextChangesTable
  request_limits: RequestLimitsTable
  known_devices: KnownDevicesTable
}

/** The database handle that repositories take first: the whole database, or one transaction of it. */
export type Database = Kysely<Tables>

/** A handle that is certainly inside a transaction, for statements that only make sense together. */
export type TransactionHandle = Transaction<Tables>

export interface UsersTable {
  id: Generated<number>
  /** As typed, with its domain lower-cased. */
  email: string
  /** The one normal form that decides whether two are the same; unique. */
  email_identity: string
  /** When the user proved to own the address; null: never, or not this one. */
  email_verified_at: number | null
  username: string | null
  password_hash: string
  /** Null where it was set before this was recorded. */
  password_changed_at: number | null
  is_active: boolean
  is_staff: boolean
  is_superuser: boolean
  created_at: number
  updated_at: number
  last_login_at: number | null
  deactivation_reason: string | null
  /** When a deactivation ends automatically. */
  deactivated_until: number | null
  deleted_at: number | null
  /** Counts changes; the ETag of the management API. */
  version: Generated<number>
}

export interface GroupsTable {
  id: Generated<number>
  name: string
  created_at: number
  updated_at: number
  deleted_at: number | null
  version: Generated<number>
}

export interface PermissionsTable {
  id: Generated<number>
  code: string
  label: string
  description: string
}

export interface SessionsTable {
  id: Generated<number>
  user_id: number
  selector_hash: string
  verifier_hash: string
  previous_verifier_hash: string | null
  created_at: number
  rotated_at: number
  expires_at: number
  rotation_count: Generated<number>
  /** When the user last proved who they are; null: when the session began. */
  authenticated_at: number | null
  ended_at: number | null
  end_reason: string | null
  ended_by: string | null
  address: string | null
  user_agent: string | null
  last_address: string | null
  /** Addresses before the last one, the newest first: `rotated_at address,` of the last use of each. */
  former_addresses: string | null
}

export interface LoginAttemptsTable {
  /** `account:` or `address:` and a keyed hash or an address prefix. */
  subject: string
  failures: number
  /** Of these, attempts whose password is still being verified. */
  in_flight: Generated<number>
  last_attempt_at: Generated<number>
  window_started_at: number
  /** Whose account it is that was tried, if there is one. */
  user_id: number | null
}

export interface SettingsTable {
  key: string
  /** JSON. */
  value: string
  changed_at: number
}

export interface SettingChangesTable {
  id: Generated<number>
  key: string
  /** JSON; null means the default. */
  from_value: string | null
  to_value: string | null
  changed_at: number
  actor_id: number | null
  actor: string
  source: string
  comment: string | null
}

export interface SigningKeysTable {
  id: Generated<number>
  kid: string
  algorithm: string
  /** Counts up over all keys; unique, so that of two rotations at once one wins. */
  generation: number
  public_jwk: string
  /** PKCS #8, encrypted under a key derived from SECRET_KEY. */
  private_key_encrypted: string
  created_at: number
  activates_at: number
  retires_at: number | null
  revoked_at: number | null
}

export interface AuditEventsTable {
  id: Generated<number>
  at: number
  actor_kind: string
  actor_id: number | null
  actor: string
  action: string
  result: string
  code: string | null
  object_type: string | null
  object_id: string | null
  object_label: string | null
  /** JSON: field → [from, to]; secrets masked. */
  changes: string | null
  address: string | null
  user_agent: string | null
  request_id: string | null
  /** A MAC over the entry, and over its number once it has one. */
  seal: string | null
  /** The place in the sequence; below 0: not written by this program. */
  seal_number: number | null
}

/** One row: the ends of the sequence of audit seals. */
export interface AuditChainTable {
  id: number
  first_number: number
  last_number: number
  after_id: number
  seal: string | null
}

export interface ConsoleSessionsTable {
  id: Generated<number>
  token_hash: string
  user_id: number
  created_at: number
  last_used_at: number
  /** When the password was last given, for acts that ask for it again. */
  authenticated_at: number
  expires_at: number
  address: string | null
  user_agent: string | null
}

export interface SetupLinksTable {
  id: Generated<number>
  token_hash: string
  created_at: number
  expires_at: number
}

export interface ActivityHoursTable {
  /** Start of the hour. */
  hour_at: number
  event: string
  count: number
}

/** The processes that serve on this database; one that has not been seen for a while is gone. */
export interface ProcessesTable {
  /** Made anew at every start. */
  id: string
  host: string
  pid: number
  version: string
  started_at: number
  seen_at: number
  /** The revision of the settings that this process acts on. */
  settings_revision: number
}

/** Rows that were imported from the Django server, as they were then. */
export interface DjangoImportsTable {
  kind: string
  /** The id of the row there; two ids for a row of a join table; the name of a setting. */
  source_key: string
  /** The id of the row here, where it has one. */
  target_id: number | null
  /** JSON: field → keyed hash of the imported value. */
  digests: string
  imported_at: number
}

/** One-time links and codes. Nothing in a row opens anything: both are made of it and SECRET_KEY. */
export interface VerificationsTable {
  id: Generated<number>
  /** Random and public: finds the row. */
  handle: string
  kind: string
  /** Null for an address that has no user: the row exists so that nothing tells the difference. */
  user_id: number | null
  /** The address that is verified, as it was typed. */
  email: string | null
  normalized_email: string | null
  /** JSON, specific to the kind. No secret. */
  payload: string | null
  /** Guesses of the code. */
  attempts: Generated<number>
  created_at: number
  expires_at: number
  consumed_at: number | null
  address: string | null
  user_agent: string | null
}

/** Who was invited, by whom, and what they get. */
export interface InvitationsTable {
  id: Generated<number>
  email: string
  normalized_email: string
  is_staff: boolean
  /** JSON: ids of groups. */
  group_ids: string
  /** JSON: codes of permissions given directly. */
  permissions: string
  /** user, or command line. */
  inviter_kind: string
  /** Null for the command line, and once the user is removed. */
  inviter_id: number | null
  inviter: string
  created_at: number
  sent_at: number
  expires_at: number
  accepted_at: number | null
  revoked_at: number | null
  /** Who accepted it; it is removed with them. */
  user_id: number | null
}

/** The queue of emails, and their outcomes. */
export interface EmailsTable {
  id: Generated<number>
  /** Which template. */
  kind: string
  locale: string
  user_id: number | null
  /** The link and the code are made of it when the email is sent. */
  verification_id: number | null
  recipient: string
  /** JSON: what else the template shows. No secret. */
  variables: string
  /** due, sent, failed, dropped (nobody gets it), or kept (development without a mail server). */
  state: string
  due_at: number
  /** Until when the node that claimed it may send it. */
  claimed_until: number
  attempts: Generated<number>
  last_error: string | null
  created_at: number
  sent_at: number | null
}

/** The history of the texts that staff changed; the latest row of a kind and locale is in effect. */
export interface EmailTextChangesTable {
  id: Generated<number>
  kind: string
  locale: string
  /** Null: back to the built-in text. */
  subject: string | null
  body: string | null
  changed_at: number
  actor_id: number | null
  actor: string
  source: string
}

/** From where a user logged in: a kind of browser or app, and a network. */
export interface KnownDevicesTable {
  user_id: number
  client: string
  network: string
  first_used_at: number
  last_used_at: number
  logins: number
}

/** How often something was done in a window of time. */
export interface RequestLimitsTable {
  subject: string
  count: number
  window_started_at: number
  window_ends_at: number
}
