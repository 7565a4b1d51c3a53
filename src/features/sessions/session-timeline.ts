import type { Context } from '../../context.ts'
import { listObjectEvents } from '../audit/audit-repository.ts'
import type { ListedSession } from './session-list-repository.ts'

export interface TimelineEvent {
  readonly at: number
  readonly event: 'started' | 'rotated' | 'reuse_detected' | 'ended'
  readonly address: string | null
  readonly detail: string | null
}

/**
 * What is known of the refreshes of a session, in order. The hot path writes no row for each: known are the first and
 * the latest, the last one from each address before a move to another, their number, and every reuse of a previous token.
 */
export async function readTimeline(
  context: Context,
  session: ListedSession,
): Promise<TimelineEvent[]> {
  const events = await listObjectEvents(context.db, 'session', String(session.id))
  const reuses = events
    .filter((event) => event.action === 'auth.refresh_reuse')
    .map(
      ({ at, address }): TimelineEvent => ({
        at,
        event: 'reuse_detected',
        address,
        detail: 'A refresh token that had been used before was presented.',
      }),
    )
  // What ended the session comes before its end, in the same millisecond too.
  const rank = ({ event }: TimelineEvent) => (event === 'ended' ? 1 : 0)
  return [...ownEvents(session), ...reuses].sort(
    (first, second) => first.at - second.at || rank(first) - rank(second),
  )
}

function ownEvents(session: ListedSession): TimelineEvent[] {
  const { createdAt, rotatedAt, rotationCount, address, lastAddress, endedAt } = session
  const events: TimelineEvent[] = [{ at: createdAt, event: 'started', address, detail: null }]

  for (const move of movesOf(session.previousAddresses)) {
    if (move.at > createdAt) events.push(move)
  }
  if (rotationCount > 0) {
    const detail = rotationCount === 1 ? null : `The latest of ${rotationCount} refreshes.`
    events.push({ at: rotatedAt, event: 'rotated', address: lastAddress, detail })
  }
  if (endedAt !== null) {
    const by = session.endedBy === null ? '' : ` by ${session.endedBy}`
    const detail = `${session.endReason}${by}`
    events.push({ at: endedAt, event: 'ended', address: null, detail })
  }
  return events
}

/** Each move ends with a comma; what follows the last one was cut. */
function movesOf(previousAddresses: string | null): TimelineEvent[] {
  const entries = previousAddresses?.split(',').slice(0, -1) ?? []
  return entries.map((entry) => {
    const [at = '', address = ''] = entry.split(' ')
    const detail = 'The last refresh from this address before the client moved.'
    return { at: Number(at), event: 'rotated', address, detail }
  })
}
