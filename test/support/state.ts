import { hashRefreshToken, parseRefreshToken } from '../../src/crypto/refresh-token.ts'
import { changeSetting } from '../../src/features/settings/change-setting.ts'
import { normalizeEmail } from '../../src/text/email-address.ts'
import { hashed, operator } from './people.ts'
import type { TestServer } from './test-server.ts'

/** Changes a setting as an administrator would; `undefined` resets it. */
export function setSetting(server: TestServer, key: string, value: unknown): Promise<void> {
  return changeSetting(server.context, { key, value, source: 'api' }, operator)
}

/** Stores the hash of exactly this password, as an older program without our rules might have. */
export async function setPasswordOf(
  server: TestServer,
  email: string,
  password: string,
): Promise<void> {
  await server.context.db
    .updateTable('users')
    .set({ password_hash: await hashed(password) })
    .where('email_identity', '=', normalizeEmail(email))
    .execute()
}

/** Gives the user a live session whose current refresh token is this one. */
export async function insertSessionFor(
  server: TestServer,
  userId: number,
  refreshToken: string,
): Promise<void> {
  const token = parseRefreshToken(refreshToken)
  if (!token) throw new Error('not a refresh token')
  const { selectorHash, verifierHash } = hashRefreshToken(
    server.context.secrets.refreshTokens[0],
    token,
  )
  const now = server.clock.now()
  await server.context.db
    .insertInto('sessions')
    .values({
      user_id: userId,
      selector_hash: selectorHash,
      verifier_hash: verifierHash,
      previous_verifier_hash: null,
      created_at: now,
      rotated_at: now,
      expires_at: now + 86_400_000,
      ended_at: null,
      end_reason: null,
      ended_by: null,
      address: null,
      user_agent: null,
      last_address: null,
    })
    .execute()
}

/** How the sessions of a user ended, the oldest first; null for one that did not. */
export async function endReasonsOf(server: TestServer, userId: number) {
  const rows = await server.context.db
    .selectFrom('sessions')
    .select('end_reason')
    .where('user_id', '=', userId)
    .orderBy('id')
    .execute()
  return rows.map((row) => row.end_reason)
}

/** How many audit entries there are, of one action by one user if given. */
export async function countEvents(
  server: TestServer,
  action?: string,
  actorId?: number,
): Promise<number> {
  let query = server.context.db
    .selectFrom('audit_events')
    .select(({ fn }) => fn.countAll<number>().as('count'))
  if (action !== undefined) query = query.where('action', '=', action)
  if (actorId !== undefined) query = query.where('actor_id', '=', actorId)
  const { count } = await query.executeTakeFirstOrThrow()
  return Number(count)
}
