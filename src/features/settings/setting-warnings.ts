import type { SettingKey } from './definitions.ts'

/** What an administrator should think of about a value that is allowed; never a reason to refuse it. */
export function warningsOf(key: SettingKey, value: unknown): string[] {
  const warning = typeof value === 'number' ? warningAbout(key, value) : undefined
  return warning === undefined ? [] : [warning]
}

const hour = 3_600

function warningAbout(key: SettingKey, value: number): string | undefined {
  switch (key) {
    case 'ACCESS_TOKEN_LIFETIME':
      if (value > hour) return 'Access tokens cannot be withdrawn: a stolen one works this long.'
      return value <= 60
        ? `Clients will refresh about every ${Math.max(1, Math.round(value * 0.8))} s.`
        : undefined
    case 'REFRESH_TOKEN_REUSE_GRACE':
      return value === 0 ? 'A lost answer will log people out.' : undefined
    case 'LOGIN_MAX_FAILURES':
      return value === 0 || value > 100
        ? 'Passwords can be guessed with little hindrance.'
        : undefined
    case 'PASSWORD_MIN_LENGTH':
      return value < 8 ? 'Shorter than 8 characters is easily guessed.' : undefined
    default:
      return undefined
  }
}
