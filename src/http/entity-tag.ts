import type { FastifyReply, FastifyRequest } from 'fastify'
import { ApiError, fieldErrors } from '../errors.ts'

/** The version that a conditional change refers to, from If-Match (RFC 9110 §13.1.1) or the body. */
export function expectedVersionOf(request: FastifyRequest): number | undefined {
  const header = request.headers['if-match']
  if (header === undefined || header === '*') {
    const { version } = (request.body ?? {}) as { version?: unknown }
    return typeof version === 'number' ? version : undefined
  }
  const [, version] = /^\s*(?:W\/)?"(\d{1,15})"\s*$/.exec(header) ?? []
  if (version === undefined) {
    throw fieldErrors({ 'If-Match': ['Expected the ETag of the object, such as "4".'] })
  }
  return Number(version)
}

/** Sends the version along, for the next conditional change. */
export function tag<Body extends { readonly version: number }>(
  reply: FastifyReply,
  body: Body,
): Body {
  reply.header('etag', `"${body.version}"`)
  return body
}

/**
 * An error handler for conditional changes: a refusal for an outdated version shows both sides, what is there
 * now and what was input.
 */
export function withBothVersions(readCurrent: (request: FastifyRequest) => Promise<unknown>) {
  return async (error: unknown, request: FastifyRequest) => {
    if (!(error instanceof ApiError) || error.code !== 'version_mismatch') throw error
    throw new ApiError('version_mismatch', {
      cause: error,
      versions: {
        expected: expectedVersionOf(request) ?? null,
        current: await readCurrent(request),
        requested: request.body ?? null,
      },
    })
  }
}
