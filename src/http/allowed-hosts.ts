import type { IncomingMessage } from 'node:http'
import { ApiError } from '../errors.ts'
import { isRepeated } from './repeated-header.ts'

/** Makes the check of the Host header, so that no link or token can be made for a name that is not ours. */
export function hostCheck(allowedHosts: readonly string[]) {
  const names = new Set(allowedHosts.map((host) => host.toLowerCase()))
  const suffixes = [...names].filter((name) => name.startsWith('.'))
  const isAnyAllowed = names.has('*')

  return (request: IncomingMessage): void => {
    // A proxy before us may have looked at the other one (RFC 9112, section 3.2).
    if (isRepeated(request, 'host')) throw new ApiError('host_not_allowed')
    if (isAnyAllowed) return
    const name = (request.headers.host ?? '').toLowerCase().replace(/:\d{1,5}$/, '')
    if (names.has(name) || suffixes.some((suffix) => `.${name}`.endsWith(suffix))) return
    throw new ApiError('host_not_allowed')
  }
}
