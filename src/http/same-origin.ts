import type { FastifyRequest } from 'fastify'
import type { Config } from '../config/read-config.ts'

/**
 * Whether the browser says that another origin sent this request. Without either header it was no browser of this
 * decade; the CSRF token still has to be right.
 */
export function isFromElsewhere(request: FastifyRequest, { publicUrl }: Config): boolean {
  const { origin, host } = request.headers
  if (origin !== undefined) {
    const scheme = publicUrl.startsWith('https:') ? 'https' : 'http'
    return origin !== new URL(publicUrl).origin && origin !== `${scheme}://${host}`
  }
  const site = request.headers['sec-fetch-site']
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}

/**
 * Where to go after a login: a path of this server, or its beginning. Whatever a browser could read as another
 * host is dropped.
 */
export function localPath(text: string | undefined, fallback: string): string {
  if (text === undefined || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text)) return fallback
  const url = new URL(text, 'http://local.invalid')
  const path = `${url.pathname}${url.search}${url.hash}`
  // Dot segments may uncover a second slash.
  return url.host === 'local.invalid' && !path.startsWith('//') ? path : fallback
}
