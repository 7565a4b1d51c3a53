/** What a store keeps. Members that this version does not know are kept as well. */
export interface SessionRecord {
  readonly version: 1
  readonly access: string
  readonly refresh: string
  /** When the access token expires, milliseconds by the clock of this device. */
  readonly expiresAt: number
  /** From when on it is refreshed, milliseconds by the clock of this device. */
  readonly refreshAt: number
  readonly [member: string]: unknown
}

const maxMarginMilliseconds = 60_000

/** A record of a new pair. Judged from `iat`, so that a wrong clock of this device does no harm. */
export function recordOf(pair: unknown, now: number, previous?: SessionRecord): SessionRecord {
  const { access_token: access, refresh_token: refresh } = (pair ?? {}) as Record<string, unknown>
  if (typeof access !== 'string' || typeof refresh !== 'string') throw new TypeError('no tokens')
  const { iat, exp } = claimsOf(access)
  if (typeof iat !== 'number' || typeof exp !== 'number') throw new TypeError('no iat or exp')

  const lifetime = (exp - iat) * 1000
  const expiresAt = now + lifetime
  const refreshAt = expiresAt - Math.min(maxMarginMilliseconds, lifetime / 5)
  return { ...previous, version: 1, access, refresh, expiresAt, refreshAt }
}

/** Whether both belong to one session: the first 16 digits of a refresh token identify it. */
export function isSameSession(one: SessionRecord, other: SessionRecord): boolean {
  return selectorOf(one.refresh) === selectorOf(other.refresh)
}

export function parseRecord(text: string | null | undefined): SessionRecord | undefined {
  if (!text) return undefined
  try {
    const record = JSON.parse(text)
    return record?.version === 1 && typeof record.refresh === 'string' ? record : undefined
  } catch {
    return undefined
  }
}

function selectorOf(refresh: string): string {
  return refresh.replaceAll('-', '').slice(0, 16)
}

function claimsOf(token: string): { iat?: unknown; exp?: unknown } {
  const part = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
  return JSON.parse(atob(part))
}
