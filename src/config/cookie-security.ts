import type { Config } from './read-config.ts'

/** Whether cookies of ours are for TLS only: a browser takes them on localhost all the same. */
export function isCookieSecure({ mode, publicUrl }: Config): boolean {
  return mode === 'production' || publicUrl.startsWith('https:')
}

/** Whether browsers drop our cookies at PUBLIC_URL, because they are for TLS only: nobody can log in to a page there. */
export function areCookiesLost(config: Config): boolean {
  const { protocol, hostname } = new URL(config.publicUrl)
  const isLoopback = /^(127\.[\d.]+|\[::1\]|(.+\.)?localhost)$/.test(hostname)
  return isCookieSecure(config) && protocol === 'http:' && !isLoopback
}

export const lostCookiesMessage =
  'PUBLIC_URL is not https: browsers keep the cookies of production for https only, so nobody can log in to the console or the account pages.'
