import type { SettingKey } from './definitions.ts'

const hour = 3_600
const day = 86_400

const warnings: Partial<Record<SettingKey, (value: number) => string | undefined>> = {
  ACCESS_TOKEN_LIFETIME(value) {
    if (value > hour) return 'Access tokens cannot be withdrawn: a stolen one works this long.'
    return value <= 60
      ? `Clients will refresh about every ${Math.max(1, Math.round(value * 0.8))} s.`
      : undefined
  },
  REFRESH_TOKEN_REUSE_GRACE: (value) =>
    value === 0 ? 'A lost answer will log people out.' : undefined,
  KEY_ROTATION_INTERVAL: (value) =>
    value > 0 && value < day
      ? 'Each key is trusted for a day after it signs no more: verifiers have to know many at once.'
      : undefined,
  LOGIN_MAX_FAILURES: (value) =>
    value === 0 || value > 100 ? 'Passwords can be guessed with little hindrance.' : undefined,
  PASSWORD_MIN_LENGTH: (value) =>
    value < 8 ? 'Shorter than 8 characters is easily guessed.' : undefined,
}

/** What an administrator should think of about a value that is allowed; never a reason to refuse it. */
export function warningsOf(key: SettingKey, value: unknown): string[] {
  const warning = typeof value === 'number' ? warnings[key]?.(value) : undefined
  return warning === undefined ? [] : [warning]
}
