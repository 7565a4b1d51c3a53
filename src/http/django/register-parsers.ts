import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'
import { ApiError } from '../../errors.ts'
import { BodyReader } from '../body-reader.ts'
import type { App } from '../types.ts'
import { parseFormBody } from './form-body.ts'
import { parseJsonBody } from './json-body.ts'
import { parseMultipartBody } from './multipart-body.ts'
import type { ParsedBody } from './parsed-body.ts'

export const parsedMediaTypes = [
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
] as const

const parsers: Readonly<
  Record<(typeof parsedMediaTypes)[number], (bytes: Buffer, contentType: string) => ParsedBody>
> = {
  'application/json': parseJsonBody,
  'application/x-www-form-urlencoded': parseFormBody,
  'multipart/form-data': parseMultipartBody,
}

/**
 * Makes the server read exactly the body types of the contract. A body is read only after its type and its
 * declared size were found good, and never more of it than the limit.
 */
export function registerBodyParsers(app: App): void {
  app.removeAllContentTypeParsers()
  app.addHook('onRequest', (request, _reply, done) => {
    dropTypeOfEmptyBody(request)
    done()
  })
  const reader = new BodyReader()
  for (const mediaType of parsedMediaTypes) {
    app.addContentTypeParser(
      mediaType,
      async (request: FastifyRequest, payload: IncomingMessage) => {
        const bytes = await reader.read(request, payload)
        if (bytes.length === 0) return undefined
        const contentType = request.headers['content-type'] ?? ''
        return withCheck(request, parsers[mediaType](bytes, contentType))
      },
    )
  }
}

function withCheck(request: FastifyRequest, body: ParsedBody): ParsedBody {
  const { check } = request.routeOptions.config
  return check ? { ...body, check: (accepted) => check(accepted, request) } : body
}

/** An empty body is an empty object, whatever type it claims: its type is dropped before it is looked at. */
function dropTypeOfEmptyBody(request: FastifyRequest): void {
  const { headers } = request
  if (headers['content-type'] === undefined || headers['transfer-encoding'] !== undefined) return
  if (headers['content-length'] === undefined || headers['content-length'] === '0') {
    delete headers['content-type']
  }
}

/** The error about a body whose type is not read here, naming the type as it was sent. */
export function unsupportedMediaType(request: FastifyRequest): ApiError {
  const type = request.headers['content-type'] ?? ''
  return new ApiError('unsupported_media_type', {
    message: `Unsupported media type "${type}" in request.`,
  })
}
