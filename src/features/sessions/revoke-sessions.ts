import { type Caller, type Context, inTransaction } from '../../context.ts'
import { recordEvent } from '../audit/record-event.ts'
import {
  countSessionRows,
  countSessionUsers,
  endMatchingSessions,
  type SessionFilter,
} from './session-list-repository.ts'
import { validityNow } from './validity.ts'

export interface Revocable {
  readonly sessions: number
  /** To how many users they belong. */
  readonly users: number
}

/** How many living sessions match: what `revokeSessions` would end now. */
export async function countRevocable(context: Context, filter: SessionFilter): Promise<Revocable> {
  const validity = validityNow(context)
  const living = onlyActive(filter)
  const { count } = await countSessionRows(context.db, living, validity, undefined)
  return { sessions: count, users: await countSessionUsers(context.db, living, validity) }
}

/**
 * Ends every living session that matches, at once and on every node, with one audit entry. Returns how many;
 * where there was none, nothing is recorded.
 */
export function revokeSessions(
  context: Context,
  filter: SessionFilter,
  caller: Caller,
): Promise<number> {
  return inTransaction(context, async (context) => {
    const ending = {
      reason: 'revoked',
      endedAt: context.now(),
      endedBy: caller.actor.label,
    } as const
    const living = onlyActive(filter)
    const count = await endMatchingSessions(context.db, living, validityNow(context), ending)
    if (count === 0) return 0

    await recordEvent(context, {
      action: 'session.revoke',
      caller,
      object: objectOf(filter),
      changes: { active_sessions: [count, 0] },
    })
    return count
  })
}

function onlyActive(filter: SessionFilter): SessionFilter {
  return { ...filter, states: ['active'] }
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
