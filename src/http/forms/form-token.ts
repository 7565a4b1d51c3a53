import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import {
  createSecretToken,
  csrfTokenOf,
  isSameToken,
  isSecretToken,
} from '../../crypto/console-token.ts'
import { ApiError } from '../../errors.ts'
import { type Html, html } from '../../text/html.ts'
import { cookieHeader, cookieName, readCookie } from '../cookie.ts'
import { isFromElsewhere } from '../same-origin.ts'
import { Type } from '../schema.ts'

const fieldName = 'csrf_token'

/** The same for the schema of a form. */
export const formTokenSchema = { [fieldName]: Type.Optional(Type.String({ maxLength: 100 })) }

/** The hidden field of a form, bound to a cookie of this browser, which gets one where it has none. */
export function formTokenField(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): Html {
  let secret = secretOf(context, request)
  if (secret === undefined) {
    secret = createSecretToken()
    reply.header('set-cookie', cookieHeader(context.config, nameOf(context), secret))
  }
  return html`<input type="hidden" name="${fieldName}" value="${tokenOf(context, secret)}">`
}

/** @throws {ApiError} `csrf_failed` unless the form comes from a page that this browser got from here. */
export function assertOwnForm(context: Context, request: FastifyRequest): void {
  const secret = secretOf(context, request)
  const given = (request.body as Readonly<Record<string, unknown>> | undefined)?.[fieldName]
  const isOwn =
    secret !== undefined &&
    typeof given === 'string' &&
    isSameToken(tokenOf(context, secret), given)
  if (!isOwn || isFromElsewhere(request, context.config)) throw new ApiError('csrf_failed')
}

function secretOf(context: Context, request: FastifyRequest): string | undefined {
  const secret = readCookie(request, nameOf(context))
  return secret !== undefined && isSecretToken(secret) ? secret : undefined
}

function tokenOf({ secrets }: Context, secret: string): string {
  return csrfTokenOf(secrets.consoleSessions[0], secret)
}

function nameOf({ config }: Context): string {
  return cookieName(config, 'latchkey_form')
}
