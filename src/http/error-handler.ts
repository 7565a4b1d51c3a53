import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'
import { problemBody, statusOf, toApiError } from './error-status.ts'
import { acceptsProblem } from './negotiate.ts'
import { sendRateLimit } from './rate-limit-headers.ts'
import { pagePolicy } from './security-headers.ts'
import type { WireFormat } from './wire-format.ts'

/** Writes a body as a page, for callers that asked for HTML. */
export type RenderPage = (request: FastifyRequest, reply: FastifyReply, body: unknown) => string

/** The one place where whatever was thrown becomes a response; a bug or an outage is logged here, once. */
export function errorHandler(context: Context, wire: WireFormat, renderPage: RenderPage) {
  return (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const error = apiErrorOf(thrown, request, wire)
    const status = wire.statusOf(error, request)
    if (status >= 500 && error.code !== 'overloaded') {
      context.log.error({ err: thrown, request_id: request.id, code: error.code }, 'request failed')
    }

    reply.code(status)
    if (status === 401) reply.header('www-authenticate', challengeOf(error))
    sendRateLimit(reply, error)
    return sendError({ context, wire, renderPage, error, request, reply })
  }
}

/** What Fastify itself refuses, in terms of our catalog. */
function apiErrorOf(error: unknown, request: FastifyRequest, wire: WireFormat): ApiError {
  const { code, statusCode } = error as { code?: string; statusCode?: number }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return wire.unsupportedMediaType(request)
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new ApiError('body_too_large')
  if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH') return new ApiError('body_unreadable')
  if (!(error instanceof ApiError) && statusCode !== undefined && statusCode < 500) {
    return new ApiError('bad_request', { cause: error })
  }
  return toApiError(error)
}

/** RFC 6750 §3: a bare challenge without credentials, the reason with bad ones. */
function challengeOf(error: ApiError): string {
  const isWithoutToken =
    error.code === 'credentials_missing' || error.code === 'console_session_expired'
  const hasToken = !isWithoutToken && statusOf(error) === 401
  return hasToken ? `Bearer error="invalid_token", error_description="${error.message}"` : 'Bearer'
}

interface ErrorResponse {
  readonly context: Context
  readonly wire: WireFormat
  readonly renderPage: RenderPage
  readonly error: ApiError
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

function sendError({ context, wire, renderPage, error, request, reply }: ErrorResponse) {
  reply.serializer(String)
  if (request.representation === 'html') {
    reply.type('text/html; charset=utf-8').header('content-security-policy', pagePolicy)
    return reply.send(renderPage(request, reply, wire.errorBody(error)))
  }
  if (request.representation === 'problem' || acceptsProblem(request.headers.accept)) {
    reply.type('application/problem+json')
    const body = problemBody(error, context.config.publicUrl, request.id)
    return reply.send(JSON.stringify(body))
  }
  reply.type('application/json')
  return reply.send(JSON.stringify(wire.errorBody(error)))
}
