import type { FastifyReply } from 'fastify'
import type { ApiError } from '../../errors.ts'
import { statusOf } from '../error-status.ts'
import { sendRateLimit } from '../rate-limit-headers.ts'
import { pagePolicy } from '../security-headers.ts'

/** Sends a page with a form, and the status of what was wrong with the form before. */
export function sendFormPage(reply: FastifyReply, page: string, error?: ApiError): FastifyReply {
  if (error) reply.code(statusOf(error))
  if (error) sendRateLimit(reply, error)
  return reply
    .headers({
      'content-security-policy': pagePolicy,
      // With the default `no-referrer` a browser would not say from where the form was sent.
      'referrer-policy': 'same-origin',
    })
    .type('text/html; charset=utf-8')
    .send(page)
}
