import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A reverse proxy that has other things at its root, and a server below a path. */
export interface ProxyBelow {
  readonly url: string
  /** Where requests go. */
  target: string
  close(): void
}

export async function startProxyBelow(path: string, keepsPath: boolean): Promise<ProxyBelow> {
  const proxy = { url: '', target: '', close: () => void server.close() }
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url = '' } = incoming
    if (!url.startsWith(`${path}/`)) return outgoing.writeHead(410).end()
    const { hostname, port } = new URL(proxy.target)
    const options = {
      hostname,
      port,
      method,
      headers,
      path: keepsPath ? url : url.slice(path.length),
    }
    const passed = request(options, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    // Given up by a browser that went on to another page.
    passed.on('error', () => outgoing.destroy())
    return incoming.pipe(passed)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  proxy.url = `http://localhost:${(server.address() as AddressInfo).port}${path}`
  return proxy
}
