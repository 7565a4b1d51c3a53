import type { ClientInfo, Context, TransactionContext } from '../../context.ts'
import {
  createSecretToken,
  csrfTokenOf,
  hashSecretToken,
  isSecretToken,
} from '../../crypto/console-token.ts'
import {
  type ConsoleSession,
  findConsoleSession,
  insertConsoleSession,
} from './console-session-repository.ts'

const minuteMilliseconds = 60_000

/** A console that nobody uses is locked after this long. */
export const idleMilliseconds = 30 * minuteMilliseconds
/** After this long the password is asked for again, however busy the console is. */
export const lifetimeMilliseconds = 12 * 60 * minuteMilliseconds

/** When the session ends unless it is used before. */
export function expiresAtOf({ lastUsedAt, expiresAt }: ConsoleSession): number {
  return Math.min(lastUsedAt + idleMilliseconds, expiresAt)
}

/** Opens a session and returns the token for its cookie, which is kept nowhere else. */
export async function openConsoleSession(
  context: TransactionContext,
  userId: number,
  client: ClientInfo,
): Promise<{ readonly id: number; readonly token: string }> {
  const token = createSecretToken()
  const now = context.now()
  const [key] = context.secrets.consoleSessions
  const id = await insertConsoleSession(context.db, {
    tokenHash: hashSecretToken(key, token),
    userId,
    createdAt: now,
    expiresAt: now + lifetimeMilliseconds,
    address: client.address,
    userAgent: client.userAgent,
  })
  return { id, token }
}

/** The living session of this token. Sessions opened under a previous SECRET_KEY go on. */
export async function findValidConsoleSession(
  context: Context,
  token: string | undefined,
): Promise<ConsoleSession | undefined> {
  if (token === undefined || !isSecretToken(token)) return undefined
  const hashes = context.secrets.consoleSessions.map((key) => hashSecretToken(key, token))
  const session = await findConsoleSession(context.db, hashes)
  return session && expiresAtOf(session) > context.now() ? session : undefined
}

/** What requests of this session have to carry to change anything. */
export function csrfTokenFor(context: Context, token: string): string {
  return csrfTokenOf(context.secrets.consoleSessions[0], token)
}
