import type { Context } from '../../context.ts'
import type { RefreshTokenKey } from '../../crypto/refresh-token.ts'

/**
 * The keys under which a session may be kept, in the order to look. More than one only while SECRET_KEY is
 * being replaced; then the current key comes again at the end, because a simultaneous refresh may have moved
 * the session to it in the meantime.
 */
export function candidateKeys({ secrets }: Context): readonly RefreshTokenKey[] {
  const [current, ...previous] = secrets.refreshTokens
  return previous.length === 0 ? secrets.refreshTokens : [current, ...previous, current]
}
