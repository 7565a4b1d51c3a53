import type { IncomingMessage, ServerResponse } from 'node:http'
import { Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { lastResponseOf } from './client-errors.ts'
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
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  const announceClose = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('connection', 'close')
  }

  return {
    async drain() {
      // Before the application writes its headers.
      server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) =>
        announceClose(response),
      )
      // Node's HTTP server would close idle connections at once, whose next request may be on its way.
      Server.prototype.close.call(server)
      for (const socket of open) {
        const response = lastResponseOf(socket)
        if (response) announceClose(response)
      }
      const endsAt = performance.now() + quietMilliseconds
      while (performance.now() < endsAt && open.size > 0) await sleep(lookMilliseconds)
    },

    closeUnused() {
      for (const socket of open) {
        if (lastResponseOf(socket)?.writableFinished !== false) socket.destroy()
      }
    },
  }
}
