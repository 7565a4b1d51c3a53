import type { SettingKey } from '../../settings/definitions.ts'
import type { Rule } from './finding.ts'

const longAccessTokenSeconds = 15 * 60
const longRefreshTokenSeconds = 90 * 86_400
const minPasswordLength = 8

const linkTo = (key: SettingKey) => `/docs/reference/settings/#${key.toLowerCase()}`

export const settingRules: readonly Rule[] = [
  {
    id: 'access_token_lifetime_long',
    severity: 'warning',
    applies: ({ settings }) => settings.values.ACCESS_TOKEN_LIFETIME > longAccessTokenSeconds,
    text: ({ settings }) =>
      `Access tokens live ${settings.values.ACCESS_TOKEN_LIFETIME} s and cannot be withdrawn sooner.`,
    fix: 'latchkey config reset ACCESS_TOKEN_LIFETIME',
    link: linkTo('ACCESS_TOKEN_LIFETIME'),
  },
  {
    id: 'refresh_token_lifetime_long',
    severity: 'warning',
    applies: ({ settings }) => settings.values.REFRESH_TOKEN_LIFETIME > longRefreshTokenSeconds,
    text: 'Sessions that nobody uses stay open for more than 90 days.',
    fix: 'latchkey config reset REFRESH_TOKEN_LIFETIME',
    link: linkTo('REFRESH_TOKEN_LIFETIME'),
  },
  {
    id: 'password_length_short',
    severity: 'warning',
    applies: ({ settings }) => settings.values.PASSWORD_MIN_LENGTH < minPasswordLength,
    text: ({ settings }) =>
      `Passwords of ${settings.values.PASSWORD_MIN_LENGTH} characters are accepted.`,
    fix: 'latchkey config reset PASSWORD_MIN_LENGTH',
    link: linkTo('PASSWORD_MIN_LENGTH'),
  },
  {
    id: 'common_passwords_accepted',
    severity: 'warning',
    applies: ({ settings }) => !settings.values.PASSWORD_REJECT_COMMON,
    text: 'Widely used passwords are accepted.',
    fix: 'latchkey config set PASSWORD_REJECT_COMMON true',
    link: linkTo('PASSWORD_REJECT_COMMON'),
  },
  {
    id: 'login_unlimited_per_account',
    severity: 'warning',
    applies: ({ settings }) => settings.values.LOGIN_MAX_FAILURES === 0,
    text: 'The password of an account may be guessed without a limit.',
    fix: 'latchkey config reset LOGIN_MAX_FAILURES',
    link: linkTo('LOGIN_MAX_FAILURES'),
  },
  {
    id: 'login_unlimited_per_address',
    severity: 'warning',
    applies: ({ settings }) => settings.values.LOGIN_MAX_FAILURES_PER_ADDRESS === 0,
    text: 'One address may guess passwords of many accounts without a limit.',
    fix: 'latchkey config reset LOGIN_MAX_FAILURES_PER_ADDRESS',
    link: linkTo('LOGIN_MAX_FAILURES_PER_ADDRESS'),
  },
  {
    id: 'docs_public',
    severity: 'warning',
    applies: ({ settings }) => settings.values.DOCS_ACCESS === 'public',
    text: 'The documentation pages of the API are open to everybody.',
    fix: 'latchkey config set DOCS_ACCESS staff',
    link: linkTo('DOCS_ACCESS'),
  },
  {
    id: 'browsable_api_public',
    severity: 'warning',
    applies: ({ settings }) => settings.values.BROWSABLE_API_ENABLED,
    text: 'The API answers browsers with pages.',
    fix: 'latchkey config set BROWSABLE_API_ENABLED false',
    link: linkTo('BROWSABLE_API_ENABLED'),
  },
]
