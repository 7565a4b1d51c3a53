import type { ServerResponse } from 'node:http'
import { Server } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from './types.ts'

/** A connection that was not used for so long is closed: no request can be expected to be on its way. */
const quietMilliseconds = 1_000
const lookMilliseconds = 25

/**
 * Returns a function that lets all connections of the server end: it takes no new ones, and tells the client of each
 * with its next response (`Connection: close`), so that a client that honors it never loses a request. Resolves when
 * none is left but those that are idle.
 */
export function connectionDrain({ server }: App): () => Promise<void> {
  const responses = new Set<ServerResponse>()
  let isDraining = false
  const announceClose = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('connection', 'close')
  }
  // Before the application writes its headers.
  server.prependListener('request', (_request, response: ServerResponse) => {
    responses.add(response)
    response.once('close', () => responses.delete(response))
    if (isDraining) announceClose(response)
  })

  return async () => {
    isDraining = true
    // Node's HTTP server would close idle connections at once, whose next request may be on its way.
    Server.prototype.close.call(server)
    for (const response of responses) announceClose(response)
    const isOpen = () =>
      new Promise<boolean>((resolve) =>
        server.getConnections((_error, count) => resolve(count > 0)),
      )
    const endsAt = performance.now() + quietMilliseconds
    while (performance.now() < endsAt && (await isOpen())) await sleep(lookMilliseconds)
  }
}
