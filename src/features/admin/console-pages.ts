import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { builtFolder, notBuiltMessage } from '../../http/built-files.ts'
import { pageLogoPath, pageScriptPath, pageStylePath } from '../../http/forms/form-page.ts'
import { pageScript } from '../../http/forms/page-script.ts'
import { pageStyle } from '../../http/forms/page-style.ts'
import type { App } from '../../http/types.ts'
import { pageBrand } from '../settings/page-brand.ts'
import { administratorOfSession, findRequestSession } from './staff-guard.ts'

const pageFileCache = 'public, max-age=3600'
/** For a page that was opened before the picture was removed. */
const noLogo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
const consoleFile = new URL('console/index.html', builtFolder)

/** Paths of the older admin, which people have in their bookmarks. */
const olderPaths: readonly (readonly [RegExp, string])[] = [
  [/^\/admin\/users\/user\/add\/?/, '/admin/users/new/'],
  [/^\/admin\/users\/user\/(\d+)\/(?:change|history|delete)\/?/, '/admin/users/$1/'],
  [/^\/admin\/users\/user(?=[/?]|$)/, '/admin/users'],
  [/^\/admin\/auth\/group\/(\d+)\/(?:change|history|delete)\/?/, '/admin/groups/$1/'],
  [/^\/admin\/auth\/group\/add\/?/, '/admin/groups/'],
  [/^\/admin\/auth\/group(?=[/?]|$)/, '/admin/groups'],
  // Reading a page never logs anybody out; the button of the console does.
  [/^\/admin\/logout\/?/, '/admin/'],
]

/** Serves the console: the same page for every path, to those who are logged in. */
export function consolePages(app: App, context: Context): void {
  pageFile(app, pageStylePath, 'text/css; charset=utf-8', () => pageStyle(pageBrand(context).color))
  pageFile(
    app,
    pageLogoPath,
    'image/svg+xml; charset=utf-8',
    () => pageBrand(context).logo || noLogo,
  )
  pageFile(app, pageScriptPath, 'text/javascript; charset=utf-8', () => pageScript)

  const page = (request: FastifyRequest, reply: FastifyReply) =>
    responsePage(context, request, reply)
  app.get('/admin', { schema: { hide: true } }, page)
  app.get('/admin/*', { schema: { hide: true } }, page)
}

function pageFile(app: App, path: string, type: string, content: () => string): void {
  app.get(path, { schema: { hide: true } }, (_request, reply) =>
    reply.header('cache-control', pageFileCache).type(type).send(content()),
  )
}

async function responsePage(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const moved = newPathOf(request.url)
  if (moved !== undefined) return reply.redirect(moved, 301)

  if (!(await mayOpen(context, request))) {
    return reply.redirect(`/admin/login/?next=${encodeURIComponent(request.url)}`, 303)
  }
  if (!existsSync(consoleFile)) return reply.code(503).type('text/plain').send(notBuiltMessage)
  return sendPage(reply, readFileSync(consoleFile, 'utf8'))
}

function newPathOf(url: string): string | undefined {
  const [pattern, path] = olderPaths.find(([older]) => older.test(url)) ?? []
  return pattern && path !== undefined ? url.replace(pattern, path) : undefined
}

async function mayOpen(context: Context, request: FastifyRequest): Promise<boolean> {
  const session = await findRequestSession(context, request)
  if (!session) return false
  try {
    await administratorOfSession(context, request, session)
    return true
  } catch (error) {
    if (error instanceof ApiError) return false
    throw error
  }
}

/** The libraries of the console put style sheets into the page; the nonce lets in those and no others. */
function sendPage(reply: FastifyReply, page: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64')
  return reply
    .headers({
      'content-security-policy':
        `default-src 'self'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; ` +
        "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
      'referrer-policy': 'same-origin',
    })
    .type('text/html; charset=utf-8')
    .send(page.replaceAll('__CSP_NONCE__', nonce))
}
