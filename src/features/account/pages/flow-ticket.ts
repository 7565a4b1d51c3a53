import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../../context.ts'
import { cookieHeader, cookieName, expiredCookieHeader, readCookie } from '../../../http/cookie.ts'

// The ticket of a request for a code stays in the browser that asked, where alone the code can be typed.

export function ticketOf(context: Context, request: FastifyRequest): string | undefined {
  return readCookie(request, nameOf(context))
}

export function keepTicket(context: Context, reply: FastifyReply, ticket: string): void {
  reply.header('set-cookie', cookieHeader(context.config, nameOf(context), ticket))
}

export function forgetTicket(context: Context, reply: FastifyReply): void {
  reply.header('set-cookie', expiredCookieHeader(context.config, nameOf(context)))
}

function nameOf({ config }: Context): string {
  return cookieName(config, 'latchkey_flow')
}
