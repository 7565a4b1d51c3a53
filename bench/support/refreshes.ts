import type { TokenPair } from './accounts.ts'
import { applyLoad, type LoadResult } from './load.ts'
import { roundMilliseconds } from './row.ts'

/** Refreshes every session again and again, each on a connection of its own. @throws when one fails. */
export async function refreshAll(origin: string, pairs: TokenPair[]): Promise<LoadResult> {
  const result = await applyLoad({
    origin,
    connections: pairs.length,
    milliseconds: roundMilliseconds,
    request: async (client, index) => {
      const { status, body } = await client.post(
        '/api/refresh/',
        `{"refresh_token":"${pairs[index]?.refresh_token}"}`,
      )
      if (status === 200) pairs[index] = JSON.parse(body) as TokenPair
      return status === 200
    },
  })
  if (result.failures > 0) throw new Error(`${result.failures} refreshes failed`)
  return result
}
