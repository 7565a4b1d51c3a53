import { password } from './people.ts'
import type { ServerProcess } from './server-process.ts'

/** A client that works until it is told to stop, and keeps what it was promised. */
export interface Client {
  readonly email: string
  /** The refresh token of the last response with status 200. */
  token: string
}

/** Registers people and logs them in, one client each. */
export function createClients(server: ServerProcess, count: number): Promise<Client[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const email = `client-${index}@example.com`
      await server.post('/api/register/', { email, password })
      const { body } = await server.post('/api/login/', { email, password })
      return { email, token: body.refresh_token }
    }),
  )
}

/** Refreshes, and again with the same token when there is no new one. Returns the status. */
export async function refreshOnce(server: ServerProcess, client: Client): Promise<number> {
  const { status, body } = await server.post('/api/refresh/', { refresh_token: client.token })
  if (status === 200) client.token = body.refresh_token
  return status
}

/** Lets all clients refresh without a pause until told to stop. */
export function startRefreshing(server: ServerProcess, clients: readonly Client[]) {
  const statuses = new Map<number, number>()
  let isStopped = false

  async function work(client: Client) {
    while (!isStopped) {
      const status = await refreshOnce(server, client)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }

  const working = Promise.all(clients.map(work))
  return {
    /** Every status that was returned, and how often. */
    async stop(): Promise<ReadonlyMap<number, number>> {
      isStopped = true
      await working
      return statuses
    },
  }
}
