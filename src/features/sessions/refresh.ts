import { type ClientInfo, type Context, inTransaction } from '../../context.ts'
import {
  hashRefreshToken,
  hashVerifier,
  type RefreshToken,
  type RefreshTokenHashes,
  type RefreshTokenKey,
  successorOf,
} from '../../crypto/refresh-token.ts'
import { ApiError } from '../../errors.ts'
import { recordEvent } from '../audit/record-event.ts'
import { candidateKeys } from './candidate-keys.ts'
import { endSession } from './session-ending-repository.ts'
import { findSessionState, type SessionState } from './session-repository.ts'
import { adoptSession, type RotatedSession, rotateSession } from './session-rotation-repository.ts'
import { issueTokenPair, type TokenPair } from './token-pair.ts'
import { type SessionValidity, validityNow } from './validity.ts'

/**
 * Trades a refresh token for the next pair of its session. The first use moves the session on; a repetition
 * within the grace gets the same successor; any other use of a previous token ends the session.
 *
 * @throws {ApiError} `refresh_token_invalid`, or `refresh_token_reused` after ending the session.
 */
export async function refresh(
  context: Context,
  token: RefreshToken,
  client: ClientInfo,
): Promise<TokenPair> {
  const arrivedAt = context.monotonicNow()
  try {
    return await withinBound(attempt(context, token, client, arrivedAt))
  } catch (error) {
    if (!(error instanceof ApiError) || error.code === 'unavailable') {
      for (const key of context.secrets.refreshTokens) {
        context.refreshes.recordUncertain(hashVerifier(key, token))
      }
    }
    throw error
  }
}

// Less than the shortest sensible grace, so that a client that is told to retry still has time to.
const boundMilliseconds = 3_000

/** Gives up on a database that does not respond; what it does later is treated as unknown. @throws {ApiError} `unavailable` */
async function withinBound(work: Promise<TokenPair>): Promise<TokenPair> {
  const { promise, reject } = Promise.withResolvers<never>()
  const giveUp = () => reject(new ApiError('unavailable', { retryAfterSeconds: 1 }))
  const timer = setTimeout(giveUp, boundMilliseconds)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
    // It may still fail after it was given up.
    work.catch(() => {})
  }
}

async function attempt(
  context: Context,
  token: RefreshToken,
  client: ClientInfo,
  arrivedAt: number,
): Promise<TokenPair> {
  const validity = validityNow(context)
  const { now } = validity
  const successor = successorOf(context.secrets.refreshTokens[0], token)

  for (const key of candidateKeys(context)) {
    const hashes = hashRefreshToken(key, token)
    const session = await rotate(context, { key, token, hashes, successor, validity, client })
    if (session) {
      recordRotation(context, { key, token, hashes })
      context.activity.count('refresh', now, session.userId)
      return issueTokenPair(context, session, successor)
    }

    const state = await findSessionState(context.db, hashes.selectorHash, validity)
    const previous = { key, token, hashes, startedAt: now, arrivedAt, client }
    if (state) return respondToPreviousToken(context, { ...previous, state })
  }
  context.activity.count('refresh_refused', now)
  throw new ApiError('refresh_token_invalid')
}

/** Under the key that the session is kept under from now on. */
function recordRotation(
  { refreshes, secrets, monotonicNow }: Context,
  { key, token, hashes }: Pick<Presented, 'key' | 'token' | 'hashes'>,
): void {
  const [currentKey] = secrets.refreshTokens
  const current = key === currentKey ? hashes : hashRefreshToken(currentKey, token)
  refreshes.recordRotation(current, monotonicNow())
}

interface Presented {
  readonly key: RefreshTokenKey
  readonly token: RefreshToken
  readonly hashes: RefreshTokenHashes
  readonly successor: RefreshToken
  readonly validity: SessionValidity
  readonly client: ClientInfo
}

/** The one statement of a refresh. */
async function rotate(
  context: Context,
  { key, token, hashes, successor, validity, client }: Presented,
): Promise<RotatedSession | undefined> {
  const currentKey = context.secrets.refreshTokens[0]
  const rotation = {
    ...validity,
    ...hashes,
    nextVerifierHash: hashVerifier(currentKey, successor),
    expiresAt: validity.now + context.settings.values.REFRESH_TOKEN_LIFETIME * 1_000,
    address: client.address ?? null,
  }
  if (key === currentKey) return rotateSession(context.db, rotation)

  const current = hashRefreshToken(currentKey, token)
  const [session] = await adoptSession(context.db, {
    ...rotation,
    currentSelectorHash: current.selectorHash,
    currentVerifierHash: current.verifierHash,
  })
  return session
}

interface PreviousToken {
  readonly key: RefreshTokenKey
  readonly token: RefreshToken
  readonly hashes: RefreshTokenHashes
  readonly state: SessionState
  /** By the clock that sessions are dated with. */
  readonly startedAt: number
  /** The same by the monotonic clock. */
  readonly arrivedAt: number
  readonly client: ClientInfo
}

/** The session exists, but this token does not move it on: look once and decide. */
async function respondToPreviousToken(
  context: Context,
  previous: PreviousToken,
): Promise<TokenPair> {
  const { state, startedAt } = previous
  if (!state.isAlive || !state.isUserActive) {
    // Ended for good, so that a clock that is set back does not revive it.
    const expired = { reason: 'expired', endedAt: startedAt, endedBy: null } as const
    if (!state.isAlive) await endSession(context.db, state.id, expired)
    context.activity.count('refresh_refused', startedAt)
    throw new ApiError('refresh_token_invalid')
  }

  const successor = honestSuccessor(context, previous)
  if (successor) {
    context.activity.count('refresh_grace', startedAt, state.userId)
    return issueTokenPair(context, state, successor)
  }

  await endReusedSession(context, previous)
  throw new ApiError('refresh_token_reused')
}

/** Committed before the refusal, with one audit entry however many replays come at once. */
async function endReusedSession(
  context: Context,
  { state, startedAt, client }: PreviousToken,
): Promise<void> {
  const ending = { reason: 'refresh_token_reused', endedAt: startedAt, endedBy: null } as const
  await inTransaction(context, async (context) => {
    if (!(await endSession(context.db, state.id, ending))) return
    await recordEvent(context, {
      action: 'auth.refresh_reuse',
      code: 'refresh_token_reused',
      caller: { actor: { kind: 'user', id: state.userId, label: state.email }, client },
      object: { type: 'session', id: state.id, label: state.email },
    })
  })
  context.activity.count('refresh_reuse', startedAt)
}

/**
 * The live successor of a token that was just replaced. Three cases are honest: a repetition of the very last use within
 * the grace; the same, whenever it comes, if this process could not tell its caller whether it had worked; and a use that
 * had arrived here before another tab refreshed twice.
 */
function honestSuccessor(
  context: Context,
  { key, token, hashes, state, startedAt, arrivedAt }: PreviousToken,
): RefreshToken | undefined {
  const { settings, refreshes } = context
  const graceMilliseconds = settings.values.REFRESH_TOKEN_REUSE_GRACE * 1_000
  const rotatedAt = refreshes.findRotatedAt(hashes.selectorHash, state.previousVerifierHash)
  // What this process did itself it dates without a clock that can be set. Else the distance, whichever way: the clock of
  // another node, or of the database, may be a little ahead.
  const age =
    rotatedAt === undefined
      ? Math.abs(startedAt - state.rotatedAt)
      : context.monotonicNow() - rotatedAt
  const isWithinGrace = age < graceMilliseconds
  const successor = successorOf(key, token)
  if (state.previousVerifierHash === hashes.verifierHash) {
    return isWithinGrace || refreshes.isUncertain(hashes.verifierHash) ? successor : undefined
  }

  // Which came first is known here without a clock that can be set back.
  const wasOvertaken = refreshes.wasRotatedTwiceSince(hashes.selectorHash, arrivedAt)
  return isWithinGrace &&
    wasOvertaken &&
    state.previousVerifierHash === hashVerifier(key, successor)
    ? successorOf(key, successor)
    : undefined
}
