import type { FastifyReply } from 'fastify'

/** Adds a request header to those on which the response depends (RFC 9110 §12.5.5). */
export function addVary(reply: FastifyReply, name: string): void {
  const names = reply.getHeader('vary')
  reply.header('vary', names === undefined ? name : `${names}, ${name}`)
}
