import { logOut, refresh } from '../../support/sessions.ts'
import type { Answer } from '../../support/test-server.ts'
import { isAlive, judgeRefresh, type ModelSession } from './session-model.ts'
import { demand, nodeOf, nowOf, rememberAccess, type Walk } from './walk.ts'

export async function refreshCurrent(walk: Walk): Promise<string> {
  const session = walk.random.pick(walk.sessions)
  return session ? refreshAt(walk, session, session.tokens.length - 1) : 'nothing'
}

export async function refreshFormer(walk: Walk): Promise<string> {
  const session = walk.random.pick(walk.sessions.filter(({ tokens }) => tokens.length > 1))
  if (!session) return 'nothing'
  const age = Math.min(1 + walk.random.below(3), session.tokens.length - 1)
  return refreshAt(walk, session, session.tokens.length - 1 - age)
}

export async function refreshAt(walk: Walk, session: ModelSession, place: number): Promise<string> {
  const { settings, sessions } = walk
  const now = nowOf(walk)
  const verdict = judgeRefresh(session, place, now, settings)
  const token = session.tokens[place] ?? ''
  const name = `session ${sessions.indexOf(session)}, token ${place}: ${verdict}`
  const answer = await refresh(nodeOf(walk), token)

  if (verdict === 'refused') {
    demand(answer.status === 400, name, answer)
    session.isEnded = true
    return name
  }
  demand(answer.status === 200, name, answer)
  applyRefresh(walk, session, { verdict, answer, name })
  return name
}

interface Granted {
  readonly verdict: 'next' | 'same successor'
  readonly answer: Answer
  readonly name: string
}

function applyRefresh(walk: Walk, session: ModelSession, { verdict, answer, name }: Granted): void {
  const received: string = answer.body.refresh_token
  if (verdict === 'next') {
    const known = walk.sessions.some(({ tokens }) => tokens.includes(received))
    demand(!known, `${name}: the token is new`, answer)
    session.tokens.push(received)
    session.rotatedAt = nowOf(walk)
    session.expiresAt = nowOf(walk) + walk.settings.lifetime
  } else {
    demand(received === session.tokens.at(-1), `${name}: the same token`, answer)
  }
  rememberAccess(walk, session.user, answer)
}

/** Several tabs with the same token. Without a grace that is a replay, and so not a step here. */
export async function refreshAtOnce(walk: Walk): Promise<string> {
  const alive = walk.sessions.filter((session) => isAlive(session, nowOf(walk), walk.settings))
  const session = walk.random.pick(alive)
  if (!session || walk.settings.grace === 0) return 'nothing'
  const token = session.tokens.at(-1) ?? ''
  const nodes = [walk.first, walk.second, walk.first, walk.second]
  const answers = await Promise.all(nodes.map((node) => refresh(node, token)))

  const [answer] = answers
  for (const each of answers) {
    demand(each.status === 200, 'every tab is answered', each)
    demand(each.body.refresh_token === answer?.body.refresh_token, 'one successor', each)
  }
  if (answer) applyRefresh(walk, session, { verdict: 'next', answer, name: 'at once' })
  return `session ${walk.sessions.indexOf(session)}`
}

export async function refreshNothing(walk: Walk): Promise<string> {
  const answer = await refresh(nodeOf(walk), crypto.randomUUID())
  demand(answer.status === 400, 'an unknown token is refused', answer)
  return ''
}

export async function endSession(walk: Walk): Promise<string> {
  const session = walk.random.pick(walk.sessions)
  const token = session && walk.random.pick(session.tokens)
  if (!session || !token) return 'nothing'
  const answer = await logOut(nodeOf(walk), token)

  demand(answer.status === 200, 'log-out always succeeds', answer)
  session.isEnded = true
  return `session ${walk.sessions.indexOf(session)}`
}

/** At the end every session is asked for once more. */
export async function refreshAll(walk: Walk): Promise<void> {
  for (const session of walk.sessions) await refreshAt(walk, session, session.tokens.length - 1)
}
