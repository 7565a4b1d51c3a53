import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Logger } from 'pino'

/** What a scraper gets. */
export interface Exposition {
  readonly contentType: string
  readonly text: () => Promise<string>
}

export interface Listening {
  close(): Promise<void>
}

/** Serves /metrics on a port of its own, so that nobody reaches it who reaches the API alone. */
export async function serveMetrics(
  exposition: Exposition,
  { host, port, log }: { readonly host: string; readonly port: number; readonly log: Logger },
): Promise<Listening> {
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url !== '/metrics' || request.method !== 'GET') {
      response.writeHead(404).end()
      return
    }
    try {
      const text = await exposition.text()
      response.writeHead(200, { 'content-type': exposition.contentType }).end(text)
    } catch (error) {
      log.warn({ err: error }, 'metrics cannot be read')
      response.writeHead(503).end()
    }
  }
  const server = createServer((request, response) => void respond(request, response))
  server.listen(port, host)
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
