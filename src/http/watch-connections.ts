import type { IncomingMessage, ServerResponse } from 'node:http'
import { Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from './types.ts'

/** A connection that was not used for so long is closed: no request can be expected to be on its way. */
const quietMilliseconds = 1_000
const lookMilliseconds = 25

export interface Connections {
  /**
   * Lets all connections end: takes no new ones, and tells the client of each with its next response
   * (`Connection: close`), so that a client that honors it never loses a request. Resolves when none is left but those
   * that are idle.
   */
  drain(): Promise<void>
  /**
   * Closes each on which no request is under way, also one that never sent any, as browsers and probes open them: Node
   * takes that for busy until a request is overdue.
   */
  closeUnused(): void
}

/** Watches the connections of a server from before its first. */
export function watchConnections({ server }: App): Connections {
  // No entry comes and goes with a request: what a Map has dropped can keep what it holds now from being collected.
  const lastResponses = new Map<Socket, ServerResponse | undefined>()
  let isDraining = false
  const announceClose = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('connection', 'close')
  }
  server.on('connection', (socket: Socket) => {
    lastResponses.set(socket, undefined)
    socket.once('close', () => lastResponses.delete(socket))
  })
  // Before the application writes its headers.
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    lastResponses.set(socket, response)
    if (isDraining) announceClose(response)
  })

  return {
    async drain() {
      isDraining = true
      // Node's HTTP server would close idle connections at once, whose next request may be on its way.
      Server.prototype.close.call(server)
      for (const response of lastResponses.values()) if (response) announceClose(response)
      const endsAt = performance.now() + quietMilliseconds
      while (performance.now() < endsAt && lastResponses.size > 0) await sleep(lookMilliseconds)
    },

    closeUnused() {
      for (const [socket, response] of lastResponses) {
        if (!response || response.writableFinished) socket.destroy()
      }
    },
  }
}
