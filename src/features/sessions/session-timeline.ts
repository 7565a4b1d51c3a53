import type { Context } from '../../context.ts'
import { listObjectEvents } from '../audit/audit-list-repository.ts'
import type { ListedSession } from './session-list-repository.ts'

export interface TimelineEvent {
  readonly at: number
  readonly event: 'started' | 'rotated' | 'reuse_detected' | 'ended'
  readonly address: string | undefined
  readonly detail: string | undefined
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
  return [...ownLinks(session), ...reuses].sort((first, second) => first.at - second.at)
}

function ownLinks(session: ListedSession): TimelineEvent[] {
  const { createdAt, lastUsedAt, rotationCount, endedAt, endReason, endedBy } = session
  const started: TimelineEvent = {
    at: createdAt,
    event: 'started',
    address: session.address,
    detail: undefined,
  }
  const rotated: TimelineEvent = {
    at: lastUsedAt,
    event: 'rotated',
    address: session.lastAddress,
    detail: rotationCount === 1 ? undefined : `The latest of ${rotationCount} refreshes.`,
  }
  const moves = session.previousAddresses
    .filter(({ at }) => at > createdAt)
    .map(
      ({ at, address }): TimelineEvent => ({
        at,
        event: 'rotated',
        address,
        detail: 'The last refresh from this address before the client moved.',
      }),
    )
  const by = endedBy === undefined ? '' : ` by ${endedBy}`
  return [
    started,
    ...moves,
    ...(rotationCount > 0 ? [rotated] : []),
    ...(endedAt === undefined
      ? []
      : [
          { at: endedAt, event: 'ended' as const, address: undefined, detail: `${endReason}${by}` },
        ]),
  ]
}
