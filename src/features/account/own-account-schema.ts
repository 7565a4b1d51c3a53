import { DateTime, DateTimeOrNull, idOf, nullable, Type } from '../../http/schema.ts'
import { maxPasswordLength } from '../users/password-policy.ts'

export const SessionId = idOf('session')

export const PasswordChange = Type.Object(
  {
    current_password: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'The current password; not needed by users who have none.',
      }),
    ),
    new_password: Type.String({
      minLength: 1,
      maxLength: maxPasswordLength,
      description: 'The new password. Leading and trailing whitespace is removed.',
    }),
  },
  {
    title: 'PasswordChange',
    examples: [{ current_password: 'correct horse battery', new_password: 'staple correct horse' }],
  },
)

export const PasswordChanged = Type.Object(
  { success: Type.Literal('Password changed.', { description: 'Always this sentence.' }) },
  {
    title: 'PasswordChanged',
    description: 'The password was changed.',
    examples: [{ success: 'Password changed.' }],
  },
)

const OwnSession = Type.Object(
  {
    id: Type.Integer({ description: 'Session ID.' }),
    is_current: Type.Boolean({ description: 'Whether this session makes the request.' }),
    client: Type.String({ description: 'Client, derived from the user agent.' }),
    address: nullable<string>('string', { description: 'IP address of the last refresh.' }),
    created_at: DateTime('Login time.'),
    last_used_at: DateTime('Last refresh.'),
    expires_at: DateTime('When it expires unless it is refreshed.'),
  },
  { title: 'OwnSession', description: 'One of your sessions.' },
)

const OwnConsoleSession = Type.Object(
  {
    id: Type.Integer({ description: 'Console session ID.' }),
    client: Type.String({ description: 'Client, derived from the user agent.' }),
    address: nullable<string>('string', { description: 'IP address of the login.' }),
    created_at: DateTime('Login time.'),
    last_used_at: DateTime('Last use.'),
    expires_at: DateTime('When it expires unless it is used.'),
  },
  { title: 'OwnConsoleSession', description: 'One of your console sessions.' },
)

export const OwnSessions = Type.Object(
  {
    results: Type.Array(OwnSession, { description: 'Newest first, at most 200.' }),
    console: Type.Array(OwnConsoleSession, {
      description: 'Sessions of the console, newest first; empty unless you are staff.',
    }),
  },
  {
    title: 'OwnSessions',
    description: 'Your active sessions.',
    examples: [
      {
        results: [
          {
            id: 12,
            is_current: true,
            client: 'Firefox on Linux',
            address: '203.0.113.7',
            created_at: '2030-01-01T00:00:00.000Z',
            last_used_at: '2030-01-01T00:05:00.000Z',
            expires_at: '2030-01-31T00:05:00.000Z',
          },
        ],
        console: [],
      },
    ],
  },
)

export const EndedSessions = Type.Object(
  { ended: Type.Integer({ description: 'Number of sessions that ended.' }) },
  { title: 'EndedSessions', description: 'The sessions were ended.', examples: [{ ended: 3 }] },
)

export const AccountDeletion = Type.Object(
  {},
  { title: 'AccountDeletion', description: 'Nothing.', examples: [{}] },
)

export const AccountDeleted = Type.Object(
  {
    success: Type.Literal('Account deleted.', { description: 'Always this sentence.' }),
    restorable_until: DateTime(
      'Until when the account can be restored: with the emailed link, or by an administrator.',
    ),
  },
  {
    title: 'AccountDeleted',
    description: 'The account was deleted, and all sessions ended.',
    examples: [{ success: 'Account deleted.', restorable_until: '2030-01-31T00:00:00.000Z' }],
  },
)

export const Security = Type.Object(
  {
    email_verified: Type.Boolean({ description: 'Whether you proved that the address is yours.' }),
    pending_email: nullable<string>('string', {
      description: 'The address you asked for, until it is confirmed.',
    }),
    has_password: Type.Boolean({ description: 'Whether you can log in with a password.' }),
    password_changed_at: DateTimeOrNull('When the password was last set; null where unknown.'),
    sessions: Type.Integer({ description: 'Number of active sessions.' }),
    recent_until: DateTimeOrNull(
      'Until when sensitive actions need no password; null when they need it now.',
    ),
  },
  {
    title: 'Security',
    description: 'How your account is protected.',
    examples: [
      {
        email_verified: true,
        pending_email: null,
        has_password: true,
        password_changed_at: '2030-01-01T00:00:00.000Z',
        sessions: 2,
        recent_until: '2030-01-01T00:10:00.000Z',
      },
    ],
  },
)
