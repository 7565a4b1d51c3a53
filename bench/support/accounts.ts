import { KeepAliveClient } from './keep-alive-client.ts'

export const password = 'correct horse 1'

export interface TokenPair {
  readonly access_token: string
  readonly refresh_token: string
}

/** Registers accounts and opens one session for each. */
export async function openSessions(origin: string, count: number): Promise<TokenPair[]> {
  const client = new KeepAliveClient(origin)
  const pairs: TokenPair[] = []
  for (let index = 0; index < count; index += 1) {
    const credentials = JSON.stringify({ email: `user${index}@example.com`, password })
    await client.post('/api/register/', credentials)
    const { body } = await client.post('/api/login/', credentials)
    pairs.push(JSON.parse(body) as TokenPair)
  }
  client.close()
  return pairs
}
