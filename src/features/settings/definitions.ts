import type { Mode } from '../../config/read-config.ts'
import { colorIssue } from '../../text/color.ts'
import { isEmailAddress } from '../../text/email-address.ts'
import { linkUrlIssue, webUrlIssue } from '../../text/url-issue.ts'

export const settingGroups = [
  'Tokens',
  'Sessions',
  'Registration',
  'Password policy',
  'Throttling',
  'Branding',
  'Email',
  'Documentation pages',
  'Retention',
] as const

interface Definition<Value> {
  readonly label: string
  readonly help: string
  readonly group: (typeof settingGroups)[number]
  readonly default: Value | ((mode: Mode) => Value)
  readonly takesEffect: 'at once' | 'for tokens issued from now on'
  /** How long evidence is kept, also of what administrators did: only superusers shorten it. */
  readonly isEvidence?: true
}

/** A whole number; `seconds` are entered and shown as a duration. */
export interface IntegerDefinition extends Definition<number> {
  readonly type: 'integer'
  readonly unit: 'seconds' | 'characters' | 'sessions' | 'attempts' | 'emails' | 'requests'
  readonly minimum: number
  readonly maximum: number
  /** What 0 means, where it is not simply a small number. */
  readonly zeroMeans?: string
}

export interface BooleanDefinition extends Definition<boolean> {
  readonly type: 'boolean'
}

export interface ChoiceDefinition extends Definition<string> {
  readonly type: 'choice'
  readonly choices: readonly string[]
}

/** Host names or the like, each matching `pattern`; stored as one text, separated by commas. */
export interface ListDefinition extends Definition<string> {
  readonly type: 'list'
  readonly pattern: RegExp
  readonly maximumLength: number
}

/** A line of text. */
export interface TextDefinition extends Definition<string> {
  readonly type: 'text'
  /** What is wrong with a text that is not empty. */
  readonly issueOf?: (text: string) => string | undefined
  readonly pattern?: RegExp
  readonly maximumLength: number
}

/** An SVG picture, stored without anything but its shapes. */
export interface ImageDefinition extends Definition<string> {
  readonly type: 'image'
  readonly maximumLength: number
}

export type SettingDefinition =
  | IntegerDefinition
  | BooleanDefinition
  | ChoiceDefinition
  | ListDefinition
  | TextDefinition
  | ImageDefinition

const minute = 60
const day = 86_400
const tenYears = 3_650 * day

/**
 * What an administrator may change at run time. One record is the only source of the setting's type, its
 * bounds, the console's form, the API's schema, the command line and the manual.
 */
export const settingDefinitions = {
  ACCESS_TOKEN_LIFETIME: {
    type: 'integer',
    unit: 'seconds',
    label: 'Access Token Lifetime in seconds',
    help: 'How long an access token is valid. It cannot be revoked sooner.',
    group: 'Tokens',
    default: 30,
    minimum: 1,
    maximum: day,
    takesEffect: 'for tokens issued from now on',
  },
  REFRESH_TOKEN_LIFETIME: {
    type: 'integer',
    unit: 'seconds',
    label: 'Refresh Token Lifetime in seconds',
    help: 'How long a session lasts without being refreshed. Lowering it shortens existing sessions; raising it does not revive ended ones.',
    group: 'Tokens',
    default: 30 * day,
    minimum: minute,
    maximum: tenYears,
    takesEffect: 'at once',
  },
  REFRESH_TOKEN_REUSE_GRACE: {
    type: 'integer',
    unit: 'seconds',
    label: 'Refresh token reuse grace',
    help: 'How long a refresh token that was just replaced still returns the same successor, for retries and lost responses.',
    group: 'Tokens',
    default: 10,
    minimum: 0,
    maximum: minute,
    zeroMeans: 'strict: any reuse ends the session',
    takesEffect: 'at once',
  },
  KEY_ROTATION_INTERVAL: {
    type: 'integer',
    unit: 'seconds',
    label: 'Signing key rotation interval',
    help: 'A signing key of this age is rotated automatically; nobody is logged out.',
    group: 'Tokens',
    default: 0,
    minimum: 0,
    maximum: tenYears,
    zeroMeans: 'only when someone rotates the key',
    takesEffect: 'at once',
  },
  SESSION_MAX_LIFETIME: {
    type: 'integer',
    unit: 'seconds',
    label: 'Maximum session lifetime',
    help: 'After this time a session ends even if it is refreshed regularly.',
    group: 'Sessions',
    default: 0,
    minimum: 0,
    maximum: tenYears,
    zeroMeans: 'no limit',
    takesEffect: 'at once',
  },
  MAX_SESSIONS_PER_USER: {
    type: 'integer',
    unit: 'sessions',
    label: 'Maximum sessions per user',
    help: 'A login beyond this limit ends the least recently used session.',
    group: 'Sessions',
    default: 0,
    minimum: 0,
    maximum: 10_000,
    zeroMeans: 'no limit',
    takesEffect: 'at once',
  },
  REGISTRATION_ENABLED: {
    type: 'boolean',
    label: 'Registration enabled',
    help: 'Whether anyone can register through the API.',
    group: 'Registration',
    default: true,
    takesEffect: 'at once',
  },
  REGISTRATION_ALLOWED_DOMAINS: {
    type: 'list',
    label: 'Domains allowed to register',
    help: 'Only addresses in these domains can register; empty allows every domain.',
    group: 'Registration',
    default: '',
    pattern: /^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/,
    maximumLength: 4_000,
    takesEffect: 'at once',
  },
  REGISTRATIONS_PER_CLIENT: {
    type: 'integer',
    unit: 'attempts',
    label: 'Registrations per client and hour',
    help: 'From one IP address, or one IPv6 network of 64 bits. More are rejected with 429; failed attempts count too.',
    group: 'Registration',
    default: 300,
    minimum: 0,
    maximum: 1_000_000,
    zeroMeans: 'no limit',
    takesEffect: 'at once',
  },
  PASSWORD_MIN_LENGTH: {
    type: 'integer',
    unit: 'characters',
    label: 'Minimum password length',
    help: 'The minimum number of characters in a new password.',
    group: 'Password policy',
    default: 8,
    minimum: 1,
    maximum: 64,
    takesEffect: 'at once',
  },
  PASSWORD_REJECT_COMMON: {
    type: 'boolean',
    label: 'Reject common passwords',
    help: 'Rejects new passwords that are widely used, entirely numeric, or similar to the email address.',
    group: 'Password policy',
    default: (mode: Mode) => mode === 'production',
    takesEffect: 'at once',
  },
  LOGIN_MAX_FAILURES: {
    type: 'integer',
    unit: 'attempts',
    label: 'Failed logins per account',
    help: 'After this many failed logins within the lockout duration, an account is locked until the duration is over.',
    group: 'Throttling',
    default: 10,
    minimum: 0,
    maximum: 1_000_000,
    zeroMeans: 'no limit',
    takesEffect: 'at once',
  },
  LOGIN_MAX_FAILURES_PER_ADDRESS: {
    type: 'integer',
    unit: 'attempts',
    label: 'Failed logins per address',
    help: 'The same for a client address, across all accounts. The default is generous because offices share one address.',
    group: 'Throttling',
    default: 300,
    minimum: 0,
    maximum: 1_000_000,
    zeroMeans: 'no limit',
    takesEffect: 'at once',
  },
  LOGIN_LOCKOUT_DURATION: {
    type: 'integer',
    unit: 'seconds',
    label: 'Login lockout duration',
    help: 'How long failed logins are counted. After that, counting starts over.',
    group: 'Throttling',
    default: 15 * minute,
    minimum: 1,
    maximum: day,
    takesEffect: 'at once',
  },
  LEGACY_FORBIDDEN_STATUS: {
    type: 'boolean',
    label: 'Legacy forbidden status',
    help: 'Whether /api/me/ responds 403 instead of 401 to a missing, invalid or expired access token, as the Django server did. Only for the migration.',
    group: 'Tokens',
    default: false,
    takesEffect: 'at once',
  },
  PRODUCT_NAME: {
    type: 'text',
    label: 'Product name',
    help: 'The name people know your product by. It appears in emails, as their sender, and on the login and password pages. If empty, emails show the host of PUBLIC_URL.',
    group: 'Branding',
    default: '',
    pattern: /^[^\p{Cc}\p{Cf}\u2028\u2029<>"]*$/u,
    maximumLength: 60,
    takesEffect: 'at once',
  },
  BRAND_COLOR: {
    type: 'text',
    label: 'Color',
    help: 'The color of links and buttons in emails and on the login and password pages, such as #1a5fb4. It must be dark enough to read on white; on dark backgrounds it is lightened. If empty, the built-in color is used.',
    group: 'Branding',
    default: '',
    maximumLength: 7,
    issueOf: colorIssue,
    takesEffect: 'at once',
  },
  LOGO: {
    type: 'image',
    label: 'Logo',
    help: 'Shown on the pages for passwords, links and login in place of our key. An SVG picture of shapes, lines and gradients that can be seen on white and on black; everything else in it is removed or rejected.',
    group: 'Branding',
    default: '',
    maximumLength: 32_768,
    takesEffect: 'at once',
  },
  SUPPORT_ADDRESS: {
    type: 'text',
    label: 'Support address',
    help: 'The email address where people get help: below emails and pages, and in texts as {{support}}.',
    group: 'Branding',
    default: '',
    maximumLength: 254,
    issueOf: (text) => (isEmailAddress(text) ? undefined : 'Must be an email address.'),
    takesEffect: 'at once',
  },
  TERMS_URL: {
    type: 'text',
    label: 'Terms of service',
    help: 'The URL of your terms, linked below emails and pages.',
    group: 'Branding',
    default: '',
    maximumLength: 500,
    issueOf: webUrlIssue,
    takesEffect: 'at once',
  },
  PRIVACY_URL: {
    type: 'text',
    label: 'Privacy policy',
    help: 'The URL of your privacy policy, linked below emails and pages.',
    group: 'Branding',
    default: '',
    maximumLength: 500,
    issueOf: webUrlIssue,
    takesEffect: 'at once',
  },
  DEFAULT_LOCALE: {
    type: 'choice',
    label: 'Language of emails',
    help: 'Used when the browser asks for a language that has no texts.',
    group: 'Email',
    default: 'en',
    choices: ['en', 'de'],
    takesEffect: 'at once',
  },
  EMAIL_VERIFICATION: {
    type: 'choice',
    label: 'Confirm email addresses',
    help: 'optional: new users get a message to confirm their address. required: the account is created only after confirmation, and nobody can log in with an unconfirmed address.',
    group: 'Email',
    default: 'off',
    choices: ['off', 'optional', 'required'],
    takesEffect: 'at once',
  },
  EMAIL_CHANGE: {
    type: 'choice',
    label: 'Email change',
    help: 'confirmed: a new address takes effect once it is confirmed. immediate: it takes effect at once, unless addresses must be confirmed. Without SMTP_URL, changes always take effect at once.',
    group: 'Email',
    default: 'confirmed',
    choices: ['confirmed', 'immediate'],
    takesEffect: 'at once',
  },
  EMAIL_CHANGE_UNDO: {
    type: 'integer',
    unit: 'seconds',
    label: 'Email change undo period',
    help: 'How long the link to undo an email change works. It goes to the previous address.',
    group: 'Email',
    default: 7 * day,
    minimum: 0,
    maximum: 90 * day,
    zeroMeans: 'no such link',
    takesEffect: 'at once',
  },
  EMAIL_LOGIN: {
    type: 'choice',
    label: 'Log in by email',
    help: 'code: people can log in with a code sent to their address instead of a password.',
    group: 'Email',
    default: 'off',
    choices: ['off', 'code'],
    takesEffect: 'at once',
  },
  NOTIFY_NEW_DEVICE: {
    type: 'boolean',
    label: 'Email about logins on new devices',
    help: 'Whether users get an email when someone logs in to their account with a browser or from a network that they have not used before.',
    group: 'Email',
    default: true,
    takesEffect: 'at once',
  },
  PASSWORD_RESET_URL: {
    type: 'text',
    label: 'Your page for password resets',
    help: 'Emailed links open this page of your application instead of ours. {token} is replaced; behind a # it stays out of logs.',
    group: 'Email',
    default: '',
    maximumLength: 500,
    issueOf: linkUrlIssue,
    takesEffect: 'at once',
  },
  EMAIL_CONFIRM_URL: {
    type: 'text',
    label: 'Your page for confirmations',
    help: 'The same for links that confirm an address. With {kind}, links that complete a registration (register) or a change of address (change_email) open it too, besides confirm_email.',
    group: 'Email',
    default: '',
    maximumLength: 500,
    issueOf: linkUrlIssue,
    takesEffect: 'at once',
  },
  INVITATION_URL: {
    type: 'text',
    label: 'Your page for invitations',
    help: 'The same for links in invitations.',
    group: 'Email',
    default: '',
    maximumLength: 500,
    issueOf: linkUrlIssue,
    takesEffect: 'at once',
  },
  EMAILS_PER_RECIPIENT: {
    type: 'integer',
    unit: 'emails',
    label: 'Emails per recipient and hour',
    help: 'Further messages are silently skipped. Messages are also at least a minute apart. The last one is left for a password reset.',
    group: 'Email',
    default: 5,
    minimum: 1,
    maximum: 1_000,
    takesEffect: 'at once',
  },
  EMAIL_REQUESTS_PER_CLIENT: {
    type: 'integer',
    unit: 'requests',
    label: 'Requests for emails per client and hour',
    help: 'From one IP address, or one IPv6 network of 64 bits; further requests are rejected with 429.',
    group: 'Email',
    default: 30,
    minimum: 0,
    maximum: 1_000_000,
    zeroMeans: 'no limit',
    takesEffect: 'at once',
  },
  EMAILS_PER_HOUR: {
    type: 'integer',
    unit: 'requests',
    label: 'Requests for emails per hour',
    help: 'From all clients together, for messages to people without an account; further requests are rejected with 503. As many login codes and repeated resets are sent to accounts; the first reset of each in an hour always is. Notices about changes and messages sent by administrators are not limited.',
    group: 'Email',
    default: 1_200,
    minimum: 0,
    maximum: 1_000_000,
    zeroMeans: 'no limit',
    takesEffect: 'at once',
  },
  EMAIL_HISTORY_RETENTION: {
    type: 'integer',
    unit: 'seconds',
    label: 'Keep sent emails',
    help: 'How long emails stay in the list after they were sent or failed.',
    group: 'Email',
    default: 30 * day,
    minimum: day,
    maximum: tenYears,
    takesEffect: 'at once',
    isEvidence: true,
  },
  BROWSABLE_API_ENABLED: {
    type: 'boolean',
    label: 'Browsable API enabled',
    help: 'Whether browsers get pages at /api/; JSON is always available.',
    group: 'Documentation pages',
    default: (mode: Mode) => mode === 'development',
    takesEffect: 'at once',
  },
  DOCS_ACCESS: {
    type: 'choice',
    label: 'Documentation access',
    help: 'Who can open /swagger/ and /redoc/.',
    group: 'Documentation pages',
    choices: ['public', 'staff', 'off'],
    default: (mode: Mode) => (mode === 'development' ? 'public' : 'staff'),
    takesEffect: 'at once',
  },
  AUDIT_RETENTION: {
    type: 'integer',
    unit: 'seconds',
    label: 'Audit retention',
    help: 'How long audit events are kept. Older events are removed in whole days, and each removal is recorded. Only superusers can shorten this, and a shorter value removes nothing more until a day later.',
    group: 'Retention',
    default: 365 * day,
    minimum: day,
    maximum: tenYears,
    takesEffect: 'at once',
    isEvidence: true,
  },
  SESSION_HISTORY_RETENTION: {
    type: 'integer',
    unit: 'seconds',
    label: 'Session history retention',
    help: 'How long ended and expired sessions stay visible.',
    group: 'Retention',
    default: 30 * day,
    minimum: 0,
    maximum: tenYears,
    takesEffect: 'at once',
    isEvidence: true,
  },
} as const satisfies Record<string, SettingDefinition>

export type SettingKey = keyof typeof settingDefinitions

/** The longest lifetime that an access token can have. */
export const maxAccessTokenLifetimeSeconds = settingDefinitions.ACCESS_TOKEN_LIFETIME.maximum

type ValueOf<Type extends SettingDefinition['type']> = Type extends 'integer'
  ? number
  : Type extends 'boolean'
    ? boolean
    : string

/** The values in force, typed by their definitions. */
export type SettingValues = {
  readonly [Key in SettingKey]: ValueOf<(typeof settingDefinitions)[Key]['type']>
}

export const settingKeys = Object.keys(settingDefinitions) as SettingKey[]

export function isSettingKey(text: string): text is SettingKey {
  return Object.hasOwn(settingDefinitions, text)
}

export function definitionOf(key: SettingKey): SettingDefinition {
  return settingDefinitions[key]
}

export function defaultOf(key: SettingKey, mode: Mode): number | boolean | string {
  const value = definitionOf(key).default
  return typeof value === 'function' ? value(mode) : value
}
