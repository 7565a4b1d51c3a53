import { isIP } from 'node:net'

/** What requests of a client are counted under: an IPv4 address, or the /64 that an IPv6 client may choose from freely. */
export function addressGroup(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? []
  const headGroups = head === '' ? [] : head.split(':')
  const tailGroups = tail === undefined || tail === '' ? [] : tail.split(':')
  const missing = tail === undefined ? 0 : 8 - headGroups.length - tailGroups.length
  const groups = [...headGroups, ...Array<string>(Math.max(0, missing)).fill('0'), ...tailGroups]
  const network = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  return `${network.join(':')}::/64`
}

/** Under which the hashing of passwords is shared fairly; all whose address is not known are one client. */
export function hashingClientOf({ address }: { readonly address?: string | undefined }): string {
  return address === undefined ? 'unknown' : addressGroup(address)
}
