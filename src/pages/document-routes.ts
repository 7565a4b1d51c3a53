import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'
import { isBuilt, notBuiltMessage } from '../http/built-files.ts'
import { statusOf } from '../http/error-status.ts'
import { pagePolicy } from '../http/security-headers.ts'
import type { App, Guard } from '../http/types.ts'
import { redocPage, swaggerPage } from './document-pages.ts'

/** ReDoc writes its styles into the page and searches in a worker that it makes itself (B-16). */
const redocPolicy = `${pagePolicy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")}; worker-src blob:`

/** The viewers of the OpenAPI document, for whom the setting DOCS_ACCESS lets in. */
export function viewerRoutes(app: App, context: Context, staff: Guard): void {
  app.get('/swagger/', async (request, reply) => {
    if (!(await isAdmitted(context, staff, request))) return sendToLogin(reply, '/swagger/')
    return sendPage(reply, pagePolicy, swaggerPage)
  })
  app.get('/redoc/', async (request, reply) => {
    if (!(await isAdmitted(context, staff, request))) return sendToLogin(reply, '/redoc/')
    return sendPage(reply, redocPolicy, redocPage)
  })
}

/** @throws {ApiError} `not_found` when nobody may see them */
async function isAdmitted(
  { settings }: Context,
  staff: Guard,
  request: FastifyRequest,
): Promise<boolean> {
  const access = settings.values.DOCS_ACCESS
  if (access === 'off') throw new ApiError('not_found')
  if (access === 'public') return true
  try {
    await staff(request)
    return true
  } catch (error) {
    if (error instanceof ApiError && statusOf(error) === 401) return false
    throw error
  }
}

function sendToLogin(reply: FastifyReply, path: string): FastifyReply {
  return reply.redirect(`/admin/login/?next=${encodeURIComponent(path)}`, 303)
}

function sendPage(reply: FastifyReply, policy: string, page: string): FastifyReply {
  if (!isBuilt()) return reply.code(503).type('text/plain').send(notBuiltMessage)
  return reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(page)
}
