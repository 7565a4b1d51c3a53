import { isIP } from 'node:net'

/** What requests of a client are counted under: an IPv4 address, or the /64 that an IPv6 client may choose from freely. */
export function addressGroup(address: string): string {
  if (isIP(address) !== 6) return address
  return `${groupsOf(address).slice(0, 4).join(':')}::/64`
}

/** Roughly whose network an address is in, so that the addresses which a provider gives someone in turn are one. */
export function networkOf(address: string | undefined): string {
  if (address === undefined) return 'unknown'
  if (isIP(address) === 6) return `${groupsOf(address).slice(0, 2).join(':')}::/32`
  return isIP(address) === 4 ? `${address.split('.').slice(0, 2).join('.')}.0.0/16` : 'unknown'
}

/** The eight groups of an IPv6 address, without leading zeros. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? []
  const headGroups = head === '' ? [] : head.split(':')
  const tailGroups = tail === undefined || tail === '' ? [] : tail.split(':')
  const missing = tail === undefined ? 0 : 8 - headGroups.length - tailGroups.length
  const groups = [...headGroups, ...Array<string>(Math.max(0, missing)).fill('0'), ...tailGroups]
  return groups.map((group) => Number.parseInt(group, 16).toString(16))
}

/** Under which the hashing of passwords is shared fairly; all whose address is not known are one client. */
export function hashingClientOf({ address }: { readonly address?: string | undefined }): string {
  return address === undefined ? 'unknown' : addressGroup(address)
}
