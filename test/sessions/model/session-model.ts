/** What the server owes, in the simplest terms: the other half of the model-based test. Milliseconds. */
export interface ModelSettings {
  grace: number
  lifetime: number
}

export interface ModelUser {
  readonly id: number
  readonly email: string
  password: string
  isActive: boolean
}

/** A session with every refresh token it ever had, the current one last. */
export interface ModelSession {
  readonly user: ModelUser
  readonly tokens: string[]
  rotatedAt: number
  /** By the lifetime at that moment: a longer one reaches a session with its next refresh. */
  expiresAt: number
  isEnded: boolean
}

export interface ModelAccess {
  readonly user: ModelUser
  readonly token: string
  readonly expiresAt: number
}

export type Verdict = 'next' | 'same successor' | 'refused'

export function isAlive(session: ModelSession, now: number, { lifetime }: ModelSettings): boolean {
  const isOver = now >= session.expiresAt || now - session.rotatedAt >= lifetime
  return !session.isEnded && session.user.isActive && !isOver
}

/** What a refresh with the token at this place of the timeline must lead to. */
export function judgeRefresh(
  session: ModelSession,
  place: number,
  now: number,
  settings: ModelSettings,
): Verdict {
  if (!isAlive(session, now, settings)) return 'refused'
  const age = session.tokens.length - 1 - place
  if (age === 0) return 'next'
  return age === 1 && now - session.rotatedAt < settings.grace ? 'same successor' : 'refused'
}

/** After a refusal: a replayed token ends the session, and an expired one stays over. */
export function endOf(sessions: readonly ModelSession[], user: ModelUser): void {
  for (const session of sessions) if (session.user === user) session.isEnded = true
}

/** What is over under the old settings stays over under the new ones. */
export function buryExpired(
  sessions: readonly ModelSession[],
  now: number,
  settings: ModelSettings,
): void {
  for (const session of sessions) {
    if (!isAlive(session, now, settings)) session.isEnded = true
  }
}
