import { AuthError } from '../errors.ts'

/** Makes the check of the Host header, so that no link or token can be made for a name that is not ours. */
export function hostCheck(allowedHosts: readonly string[]) {
  const names = new Set(allowedHosts.map((host) => host.toLowerCase()))
  const suffixes = [...names].filter((name) => name.startsWith('.'))
  const isAnyAllowed = names.has('*')

  return (hostHeader: string | undefined): void => {
    if (isAnyAllowed) return
    const name = (hostHeader ?? '').toLowerCase().replace(/:\d{1,5}$/, '')
    if (names.has(name) || suffixes.some((suffix) => `.${name}`.endsWith(suffix))) return
    throw new AuthError('host_not_allowed')
  }
}
