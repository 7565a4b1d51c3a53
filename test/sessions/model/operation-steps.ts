import { setSetting } from '../../support/state.ts'
import { startTestServer } from '../../support/test-server.ts'
import { buryExpired } from './session-model.ts'
import { nodeEnvironment, nowOf, second, type Walk } from './walk.ts'

export async function restart(walk: Walk): Promise<string> {
  await walk.second.close()
  walk.second = await startTestServer({
    database: walk.database,
    besides: walk.first,
    env: nodeEnvironment,
  })
  return 'the second node'
}

export async function changeGrace(walk: Walk): Promise<string> {
  const seconds = walk.random.pick([0, 5, 10, 60]) ?? 10
  await changeOnBoth(walk, 'REFRESH_TOKEN_REUSE_GRACE', seconds)
  walk.settings.grace = seconds * second
  return `to ${seconds}`
}

export async function changeLifetime(walk: Walk): Promise<string> {
  const seconds = walk.random.pick([60, 3_600, 86_400, 30 * 86_400]) ?? 3_600
  await changeOnBoth(walk, 'REFRESH_TOKEN_LIFETIME', seconds)
  buryExpired(walk.sessions, nowOf(walk), walk.settings)
  walk.settings.lifetime = seconds * second
  return `to ${seconds}`
}

/** Without waiting for the second that another node may take. */
export async function changeOnBoth(walk: Walk, key: string, value: number): Promise<void> {
  await setSetting(walk.first, key, value)
  await walk.second.context.settings.reload(walk.second.context.db)
}

export async function letTimePass(walk: Walk): Promise<string> {
  const seconds = walk.random.pick([0.2, 1, 4, 9, 11, 31, 59, 3_599, 86_400]) ?? 1
  walk.first.clock.advance(seconds * second)
  return `${seconds} s`
}
