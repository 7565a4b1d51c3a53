import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export type Tunnel = Awaited<ReturnType<typeof createTunnel>>

/** A connection to the database that can swallow what is sent through it, in either direction. */
export async function createTunnel(target: URL) {
  let holdsRequests = false
  let holdsResponses = false
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(Number(target.port || 5432), target.hostname)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => {})
    }
    const pump = (from: Socket, to: Socket, isHeld: () => boolean) =>
      from.on('data', async (chunk) => {
        from.pause()
        while (isHeld()) await sleep(10)
        to.write(chunk)
        from.resume()
      })
    pump(client, upstream, () => holdsRequests)
    pump(upstream, client, () => holdsResponses)
    client.on('close', () => setTimeout(() => upstream.destroy(), 20_000).unref())
    upstream.on('close', () => client.destroy())
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const url = new URL(target)
  url.host = `127.0.0.1:${port}`
  return {
    url: url.href,
    hold(kind: 'requests' | 'responses' | 'nothing') {
      holdsRequests = kind === 'requests'
      holdsResponses = kind === 'responses'
    },
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
