import { type Expression, type SqlBool, sql } from 'kysely'
import type { Context } from '../../context.ts'

/** What a session must meet to be valid, besides not having ended. Milliseconds. */
export interface SessionValidity {
  /** It expires later. */
  readonly now: number
  /** It was last refreshed later. */
  readonly rotatedAfter: number
  /** It began later. */
  readonly createdAfter: number
}

/** What a session must meet to be valid now. */
export function validityNow({ now, settings }: Context): SessionValidity {
  const time = now()
  return { now: time, ...settings.sessionCutoffs(time) }
}

/**
 * The rule as a condition on the table `sessions`. It and the function below are the only places that say when a
 * session is valid; a test compares them.
 */
export function whereValid(validity: SessionValidity): Expression<SqlBool> {
  const { now, rotatedAfter, createdAfter } = validity
  return sql<SqlBool>`(sessions.ended_at is null and sessions.expires_at > ${now}
    and sessions.rotated_at > ${rotatedAfter} and sessions.created_at > ${createdAfter})`
}

/** The times of a session that decide. */
export interface SessionTimes {
  readonly endedAt: number | null
  readonly expiresAt: number
  readonly rotatedAt: number
  readonly createdAt: number
}

/** The same rule for a row that was read. */
export function isValid(session: SessionTimes, validity: SessionValidity): boolean {
  return (
    session.endedAt === null &&
    session.expiresAt > validity.now &&
    session.rotatedAt > validity.rotatedAfter &&
    session.createdAt > validity.createdAfter
  )
}
