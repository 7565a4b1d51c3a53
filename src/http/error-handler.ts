import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'
import { unsupportedMediaType } from './body/register-parsers.ts'
import { contractBody, errorShapes, problemBody, statusOf, toApiError } from './error-status.ts'
import { acceptsProblem } from './negotiate.ts'
import { pagePolicy } from './security-headers.ts'

/** Writes a body as a page, for callers that asked for HTML. */
export type RenderPage = (request: FastifyRequest, reply: FastifyReply, body: unknown) => string

/** The one place where whatever was thrown becomes an answer; a bug or an transientError is logged here, once. */
export function errorHandler(context: Context, renderPage: RenderPage) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const refusal = apiErrorOf(error, request)
    const status = isForbiddenAsBefore(context, request, refusal) ? 403 : statusOf(refusal)
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
    return sendError({ context, renderPage, refusal, request, reply })
  }
}

/** During the move from the Django server its clients may still wait for the status that it gave to bad tokens. */
function isForbiddenAsBefore(
  { settings }: Context,
  request: FastifyRequest,
  error: ApiError,
): boolean {
  return (
    settings.values.LEGACY_FORBIDDEN_STATUS &&
    request.routeOptions.config?.isForbiddenAsBefore === true &&
    request.representation !== 'problem' &&
    statusOf(error) === 401
  )
}

/** What Fastify itself refuses, in our catalogue's terms. */
function apiErrorOf(error: unknown, request: FastifyRequest): ApiError {
  const { code, statusCode } = error as { code?: string; statusCode?: number }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return unsupportedMediaType(request)
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new ApiError('body_too_large')
  if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH') return new ApiError('body_unreadable')
  if (!(error instanceof ApiError) && statusCode !== undefined && statusCode < 500) {
    return new ApiError('bad_request', { cause: error })
  }
  return toApiError(error)
}

/** RFC 6750 §3: a bare challenge without credentials, the reason with bad ones. */
function challengeOf(refusal: ApiError): string {
  const isWithoutToken =
    refusal.code === 'credentials_missing' || refusal.code === 'console_session_expired'
  const hasToken = !isWithoutToken && errorShapes[refusal.code].status === 401
  return hasToken
    ? `Bearer error="invalid_token", error_description="${refusal.message}"`
    : 'Bearer'
}

interface ErrorResponse {
  readonly context: Context
  readonly renderPage: RenderPage
  readonly refusal: ApiError
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

function sendError({ context, renderPage, refusal, request, reply }: ErrorResponse) {
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
