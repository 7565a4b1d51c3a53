import { type BlockList, isIP } from 'node:net'

/** Of a request, what tells where it came from. */
export interface Arrival {
  readonly socket: { readonly remoteAddress?: string | undefined }
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/**
 * The client's address: the socket's, unless the peer is a trusted proxy; then the right-most address of
 * X-Forwarded-For that is not one. What an untrusted client writes into that header is never looked at.
 */
export function clientAddress(request: Arrival, trustedProxies: BlockList | undefined): string {
  const peer = withoutMapping(request.socket.remoteAddress ?? '')
  if (!trustedProxies || !isTrusted(peer, trustedProxies)) return peer

  const hops = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((hop) => withoutMapping(addressOf(hop.trim())))
  for (const hop of hops.reverse()) {
    if (isIP(hop) === 0) return peer
    if (!isTrusted(hop, trustedProxies)) return hop
  }
  return peer
}

function isTrusted(address: string, trustedProxies: BlockList): boolean {
  const family = isIP(address)
  return family !== 0 && trustedProxies.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

const quoted = /^"(.*)"$/
const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/
const withPort = /^([\d.]+):\d{1,5}$/

/** Some proxies add the port, brackets or quotes (RFC 7239 §6 for the spelling of IPv6). */
function addressOf(hop: string): string {
  const text = quoted.exec(hop)?.[1] ?? hop
  return bracketed.exec(text)?.[1] ?? withPort.exec(text)?.[1] ?? text
}

/** IPv4 clients of a dual-stack socket appear as `::ffff:1.2.3.4`. */
function withoutMapping(address: string): string {
  return address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address
}
