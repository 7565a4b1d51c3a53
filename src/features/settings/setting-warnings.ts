import type { SettingKey } from './definitions.ts'

const hour = 3_600
const day = 86_400

const warnings: Partial<Record<SettingKey, (value: number) => string | undefined>> = {
  ACCESS_TOKEN_LIFETIME(value) {
    if (value > hour) return 'Access tokens cannot be revoked: a stolen one works this long.'
    return value <= 60
      ? `Clients will refresh about every ${Math.max(1, Math.round(value * 0.8))} s.`
      : undefined
  },
  REFRESH_TOKEN_REUSE_GRACE: (value) =>
    value === 0 ? 'A lost response will log people out.' : undefined,
  KEY_ROTATION_INTERVAL: (value) =>
    value > 0 && value < day
      ? 'Each key is trusted for a day after it stops signing: verifiers have to hold many keys at once.'
      : undefined,
  LOGIN_MAX_FAILURES: (value) =>
    value === 0 || value > 100 ? 'Passwords can be guessed with little resistance.' : undefined,
  PASSWORD_MIN_LENGTH: (value) =>
    value < 8 ? 'Shorter than 8 characters is easily guessed.' : undefined,
}

const isLogged = (url: string) => url.includes('{token}') && !/#.*\{token\}/.test(url)

/** What to consider about a value that is allowed. */
export function warningsOf(key: SettingKey, value: unknown): string[] {
  if (typeof value === 'string' && isLogged(value)) {
    return ['The token is seen by your servers, their logs and proxies. Put it behind a #.']
  }
  const warning = typeof value === 'number' ? warnings[key]?.(value) : undefined
  return warning === undefined ? [] : [warning]
}
