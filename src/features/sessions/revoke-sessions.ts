import { type Context, inTransaction } from '../../context.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { sessionAuthority } from './session-authority.ts'
import {
  countSessionRows,
  countSessionUsers,
  endMatchingSessions,
  listMatchingIds,
  type SessionFilter,
} from './session-list-repository.ts'
import { validityNow } from './validity.ts'

export interface Revocable {
  readonly sessions: number
  /** To how many users they belong. */
  readonly users: number
  /** How many more match that belong to users who may do more than the administrator, and are left alone. */
  readonly skipped: number
}

/** What `revokeSessions` would end now. */
export async function countRevocable(
  context: Context,
  filter: SessionFilter,
  administrator: Administrator,
): Promise<Revocable> {
  const validity = validityNow(context)
  const countOf = async (living: SessionFilter) =>
    (await countSessionRows(context.db, living, validity, undefined)).count
  const living = revocable(filter, administrator)
  const sessions = await countOf(living)
  const users = await countSessionUsers(context.db, living, validity)
  const all = living.authority ? await countOf({ ...living, authority: undefined }) : sessions
  return { sessions, users, skipped: all - sessions }
}

const sliceSize = 1_000

/**
 * Ends every living session that matches and belongs to a user who may do no more than the administrator, at once on every
 * node, with one audit entry, which says how many were counted before. Returns how many were ended; where there was none,
 * nothing is recorded. Goes slice by slice, so that nobody waits for hundreds of thousands: a session that begins in the
 * meantime goes on.
 */
export async function revokeSessions(
  context: Context,
  filter: SessionFilter,
  administrator: Administrator,
  { sessions }: Pick<Revocable, 'sessions'>,
): Promise<number> {
  const living = revocable(filter, administrator)
  const validity = validityNow(context)
  const ending = {
    reason: 'revoked',
    endedAt: validity.now,
    endedBy: administrator.actor.label,
  } as const
  const record = (context: Context) =>
    recordEvent(context, {
      action: 'session.revoke',
      caller: administrator,
      object: objectOf(filter),
      changes: { active_sessions: [sessions, 0] },
    })

  let ended = 0
  for (let afterId = 0; ; ) {
    const page = { afterId, limit: sliceSize }
    const ids = await listMatchingIds(context.db, living, validity, page)
    if (ids.length === 0) return ended
    ended += await inTransaction(context, async (context) => {
      const slice = { ids, states: ['active'] } as const
      const count = await endMatchingSessions(context.db, slice, validity, ending)
      if (ended === 0 && count > 0) await record(context)
      return count
    })
    afterId = ids.at(-1) ?? afterId
  }
}

function revocable(filter: SessionFilter, administrator: Administrator): SessionFilter {
  return { ...filter, states: ['active'], authority: sessionAuthority(administrator) }
}

/** Which sessions were meant, for people who read the audit log. */
function objectOf(filter: SessionFilter) {
  const [id, ...others] = filter.ids ?? []
  if (id !== undefined && others.length === 0) {
    return { type: 'session', id, label: `session ${id}` }
  }
  const conditions = Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(', ') : value}`)
  const label = conditions.length === 0 ? 'all sessions' : `sessions with ${conditions.join('; ')}`
  return { type: 'sessions', id: filter.userId ?? 'several', label: label.slice(0, 200) }
}
