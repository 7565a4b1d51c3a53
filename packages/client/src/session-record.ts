/** What a store keeps. Members that this version does not know are kept as well. */
export interface SessionRecord {
  readonly version: 1
  readonly access: string
  readonly refresh: string
  /** When the access token expires, milliseconds by the clock of this device. */
  readonly expiresAt: number
  /** From when on it is refreshed, milliseconds by the clock of this device. */
  readonly refreshAt: number
  /** Until when others leave it to one tab to refresh it, milliseconds by the clock of this device. */
  readonly busyUntil?: number
  readonly [member: string]: unknown
}

/** Who is logged in, as the access token says it. */
export interface SessionDetails {
  readonly userId: number
  readonly sessionId: string
}

const maxMarginMilliseconds = 60_000

/** A record of a new pair, if it is one. Judged from `iat`, so that a wrong clock of this device does no harm. */
export function recordOf(
  pair: unknown,
  now: number,
  previous?: SessionRecord,
): SessionRecord | undefined {
  const { access_token: access, refresh_token: refresh } = Object(pair)
  const { iat, exp } = claimsOf(access)
  const lifetime = (Number(exp) - Number(iat)) * 1000
  if (typeof refresh !== 'string' || !(lifetime > 0)) return undefined

  const expiresAt = now + lifetime
  const refreshAt = expiresAt - Math.min(maxMarginMilliseconds, lifetime / 5)
  return { ...previous, version: 1, access, refresh, expiresAt, refreshAt, busyUntil: 0 }
}

/** Whether both belong to one session: the first 16 digits of a refresh token identify it. */
export function isSameSession(one: SessionRecord, other: SessionRecord): boolean {
  return selectorOf(one.refresh) === selectorOf(other.refresh)
}

export function parseRecord(text: string | null | undefined): SessionRecord | undefined {
  try {
    const record = JSON.parse(text ?? '')
    return record?.version === 1 && typeof record.refresh === 'string' ? record : undefined
  } catch {
    return undefined
  }
}

export function describe(record: SessionRecord | undefined): SessionDetails | null {
  if (!record) return null
  const { user_id: userId, sid: sessionId } = claimsOf(record.access)
  return { userId: Number(userId), sessionId: String(sessionId) }
}

function selectorOf(refresh: string): string {
  return refresh.replaceAll('-', '').slice(0, 16)
}

function claimsOf(token: unknown): Readonly<Record<string, unknown>> {
  try {
    const part = String(token).split('.')[1] ?? ''
    return Object(JSON.parse(atob(part.replaceAll('-', '+').replaceAll('_', '/'))))
  } catch {
    return {}
  }
}
