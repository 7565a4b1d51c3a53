import { listSessions, type SessionInState } from '../../features/sessions/list-sessions.ts'
import type { SessionState } from '../../features/sessions/session-list-repository.ts'
import { withContext } from '../command-context.ts'
import { answer, isoTime, type OutputOptions, shortTime, table } from '../output.ts'
import { newestFirst } from '../parse-options.ts'
import { remark, type Terminal } from '../terminal.ts'
import { getNamedUser } from '../users/find-user.ts'

export interface ListSessionsOptions extends OutputOptions {
  readonly user?: string
  readonly state?: SessionState
  readonly limit: number
  readonly before?: string
}

/** `latchkey sessions list` */
export async function listSessionsCommand(
  terminal: Terminal,
  options: ListSessionsOptions,
): Promise<void> {
  const { user, state } = options
  const page = newestFirst(options)
  const { items, next } = await withContext(terminal, async (context) => {
    const userId = user === undefined ? undefined : (await getNamedUser(context, user)).id
    return listSessions(context, { userId, states: state && [state] }, page)
  })

  answer(terminal, options, {
    document: { sessions: items.map(sessionDocument), next: next?.id ?? null },
    lines: table(
      ['ID', 'USER', 'STATE', 'STARTED', 'LAST USED', 'ADDRESS', 'CLIENT'],
      items.map(({ session, state }) => [
        session.id,
        session.email,
        state,
        shortTime(session.createdAt),
        shortTime(session.rotatedAt),
        session.lastAddress,
        session.userAgent?.slice(0, 40),
      ]),
    ),
  })
  if (next && !options.json) remark(terminal, `There are more: --before ${next.id}`)
}

function sessionDocument({ session, state }: SessionInState) {
  return {
    id: session.id,
    user: { id: session.userId, email: session.email },
    state,
    end_reason: session.endReason,
    ended_by: session.endedBy,
    ended_at: isoTime(session.endedAt),
    user_agent: session.userAgent,
    address: session.address,
    last_address: session.lastAddress,
    created_at: isoTime(session.createdAt),
    last_used_at: isoTime(session.rotatedAt),
    expires_at: isoTime(session.expiresAt),
    rotation_count: session.rotationCount,
  }
}
