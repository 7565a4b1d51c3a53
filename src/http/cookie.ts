import type { FastifyRequest } from 'fastify'
import { isCookieSecure } from '../config/cookie-security.ts'
import type { Config } from '../config/read-config.ts'

/**
 * `__Host-` makes the browser refuse a cookie of this name from subdomains, over HTTP or for a part of the paths, of which we
 * may have one.
 */
export function cookieName(config: Config, name: string): string {
  if (!isCookieSecure(config)) return name
  return config.basePath === '' ? `__Host-${name}` : `__Secure-${name}`
}

export function readCookie(request: FastifyRequest, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const equals = pair.indexOf('=')
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim()
  }
  return undefined
}

/** A cookie that scripts cannot read and other sites cannot send along with changes; gone with the browser. */
export function cookieHeader(config: Config, name: string, value: string): string {
  const secure = isCookieSecure(config) ? '; Secure' : ''
  return `${name}=${value}; Path=${config.basePath}/; HttpOnly; SameSite=Lax${secure}`
}

export function expiredCookieHeader(config: Config, name: string): string {
  return `${cookieHeader(config, name, '')}; Max-Age=0`
}
