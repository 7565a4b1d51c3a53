import type { Context } from '../../context.ts'
import type { RefreshTokenKey } from '../../security/refresh-token.ts'

/**
 * The keys under which a session may be kept, in the order to look. More than one only while SECRET_KEY is
 * being replaced; then the current key comes again at the end, because a simultaneous refresh may have moved
 * the session to it in the meantime.
 */
export function keysToTry({ refreshTokenKeys }: Context): readonly RefreshTokenKey[] {
  const [current, ...former] = refreshTokenKeys
  return former.length === 0 ? refreshTokenKeys : [current, ...former, current]
}
