import type { Result } from './call.ts'
import type { SessionStore } from './stores.ts'

/** Refresh tokens of sessions that were ended here, until the server has heard of it. */
export function logoutQueue(
  store: SessionStore,
  key: string,
  post: (refresh: string) => Promise<Result<unknown>>,
) {
  const list = () => (store.read(key) ?? '').split(' ').filter(Boolean)
  const put = (tokens: readonly string[]) =>
    tokens.length > 0 ? store.write(key, tokens.join(' ')) : store.clear(key)

  async function send(): Promise<void> {
    await store.sync?.(key)
    for (const refresh of list()) {
      const { error } = await post(refresh)
      // A token that the server does not know any more has nothing to end.
      const isHeard = !error || (error.status >= 400 && error.status < 429)
      if (isHeard) put(list().filter((other) => other !== refresh))
    }
    await store.sync?.(key)
  }

  return {
    send,
    add: (refresh: string) => put([...list(), refresh]),
  }
}
