import type { DatabaseKind } from '../../support/test-database.ts'
import type { Answer, TestServer } from '../../support/test-server.ts'
import type { Random } from './random.ts'
import type { ModelAccess, ModelSession, ModelSettings, ModelUser } from './session-model.ts'

export const second = 1_000
export const day = 86_400 * second
export const accessLifetime = 30 * second

/** Failed log-ins are another test's matter. */
export const nodeEnvironment = { LOGIN_MAX_FAILURES: '0' }

export interface Walk {
  readonly random: Random
  readonly first: TestServer
  second: TestServer
  readonly database: DatabaseKind
  readonly users: ModelUser[]
  readonly sessions: ModelSession[]
  readonly accesses: ModelAccess[]
  readonly settings: ModelSettings
  readonly history: string[]
}

export const nodeOf = ({ random, first, second }: Walk) => (random.below(2) === 0 ? first : second)
export const nowOf = ({ first }: Walk) => first.clock.now()

/** Compares a step with the model. */
export function demand(condition: boolean, what: string, answer?: Answer): void {
  if (!condition) {
    throw new Error(`${what}; handled ${answer?.status} ${JSON.stringify(answer?.body)}`)
  }
}

/** Keeps the access token of an answer, to be used later. */
export function rememberAccess(walk: Walk, user: ModelUser, answer: Answer): void {
  const issuedAt = Math.floor(nowOf(walk) / second) * second
  const expiresAt = issuedAt + accessLifetime
  walk.accesses.push({ user, token: answer.body.access_token, expiresAt })
  if (walk.accesses.length > 20) walk.accesses.shift()
}
