import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { AuthError } from '../errors.ts'
import { refuseMediaType } from './body/register-parsers.ts'
import { answers, contractBody, problemBody, statusOf, toRefusal } from './error-answers.ts'
import { acceptsProblem } from './negotiate.ts'
import { pagePolicy } from './security-headers.ts'

/** Writes a body as a page, for callers that asked for HTML. */
export type RenderPage = (request: FastifyRequest, reply: FastifyReply, body: unknown) => string

/** The one place where whatever was thrown becomes an answer; a bug or an outage is logged here, once. */
export function errorHandler(context: Context, renderPage: RenderPage) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const refusal = refusalOf(error, request)
    const status = statusOf(refusal)
    if (status >= 500 && refusal.code !== 'overloaded') {
      context.log.error(
        { err: error, request_id: request.id, code: refusal.code },
        'request failed',
      )
    }

    reply.code(status)
    if (status === 401) reply.header('www-authenticate', challengeOf(refusal))
    if (refusal.retryAfterSeconds !== undefined) {
      reply.header('retry-after', String(refusal.retryAfterSeconds))
    }
    return sendRefusal({ context, renderPage, refusal, request, reply })
  }
}

/** What Fastify itself refuses, in our catalogue's terms. */
function refusalOf(error: unknown, request: FastifyRequest): AuthError {
  const { code, statusCode } = error as { code?: string; statusCode?: number }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return refuseMediaType(request)
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new AuthError('body_too_large')
  if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH') return new AuthError('body_unreadable')
  if (!(error instanceof AuthError) && statusCode !== undefined && statusCode < 500) {
    return new AuthError('bad_request', { cause: error })
  }
  return toRefusal(error)
}

/** RFC 6750 §3: a bare challenge without credentials, the reason with bad ones. */
function challengeOf(refusal: AuthError): string {
  const isWithoutToken =
    refusal.code === 'credentials_missing' || refusal.code === 'console_session_expired'
  const hasToken = !isWithoutToken && answers[refusal.code].status === 401
  return hasToken
    ? `Bearer error="invalid_token", error_description="${refusal.message}"`
    : 'Bearer'
}

interface RefusalAnswer {
  readonly context: Context
  readonly renderPage: RenderPage
  readonly refusal: AuthError
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

function sendRefusal({ context, renderPage, refusal, request, reply }: RefusalAnswer) {
  reply.serializer(String)
  if (request.representation === 'html') {
    reply.type('text/html; charset=utf-8').header('content-security-policy', pagePolicy)
    return reply.send(renderPage(request, reply, contractBody(refusal)))
  }
  if (request.representation === 'problem' || acceptsProblem(request.headers.accept)) {
    reply.type('application/problem+json')
    const body = problemBody(refusal, context.config.publicUrl, request.id)
    return reply.send(JSON.stringify(body))
  }
  reply.type('application/json')
  return reply.send(JSON.stringify(contractBody(refusal)))
}
