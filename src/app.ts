import type { Context } from './context.ts'
import { isAddressFilter } from './database/client-addresses.ts'
import type { Connection } from './database/connect.ts'
import { accountRoutes } from './features/account/account-routes.ts'
import { profileRoutes } from './features/account/profile-routes.ts'
import { consolePages } from './features/admin/console-pages.ts'
import { loginRoutes } from './features/admin/login-routes.ts'
import { managementRoutes } from './features/admin/management-routes.ts'
import { setupRoutes } from './features/admin/setup-routes.ts'
import { staffGuard } from './features/admin/staff-guard.ts'
import { keyRoutes } from './features/keys/key-routes.ts'
import { probeRoutes } from './features/operations/probe-routes.ts'
import { sessionRoutes } from './features/sessions/session-routes.ts'
import { maxAccessTokenLifetimeSeconds } from './features/settings/definitions.ts'
import { isEmailAddress } from './features/users/email-address.ts'
import { bearerGuard } from './http/authenticate.ts'
import { createServer } from './http/create-server.ts'
import { isDateTime } from './http/date-time.ts'
import { KnownPaths } from './http/known-paths.ts'
import { notFoundHandler } from './http/not-found-handler.ts'
import { type ApiRoutes, serveApi } from './http/serve-api.ts'
import { staticFiles } from './http/static-files.ts'
import type { App, Guard } from './http/types.ts'
import { apiPages } from './pages/api-pages.ts'
import { viewerRoutes } from './pages/document-routes.ts'
import { manualRoutes } from './pages/manual/manual-routes.ts'
import { pageSessionRoutes } from './pages/page-session-routes.ts'
import { rootRoutes } from './pages/root-routes.ts'

export interface AppParts {
  readonly connection: Connection
  readonly isStopping: () => boolean
  /** Runs before the first route, for tools that watch routes being registered. */
  readonly prepare?: (app: App) => void
}

const addressIssue =
  'Enter an address, the beginning of one (203.0.113.), or a network (203.0.113.0/24).'

/** Which routes exist and who may reach them. */
export function buildApp(context: Context, parts: AppParts): App {
  const paths = new KnownPaths()
  const renderPage = apiPages(context, paths)
  const formats = {
    email: { isValid: isEmailAddress, issue: 'Enter a valid email address.' },
    address: { isValid: isAddressFilter, issue: addressIssue },
    moment: { isValid: isDateTime, issue: 'Enter a date or a moment of ISO 8601.' },
  }
  const app = createServer(context, { formats, renderPage })
  parts.prepare?.(app)

  const anybody = undefined
  const bearer = bearerGuard(context, maxAccessTokenLifetimeSeconds)
  const staff = staffGuard(context, bearer)
  const api = (guard: Guard | undefined, routes: ApiRoutes) =>
    app.register((scope) => serveApi(scope, routes, { context, paths, guard, renderPage }), {
      prefix: '/api',
    })

  api(anybody, (scope) => rootRoutes(scope, context, paths, staff))
  api(anybody, accountRoutes)
  api(anybody, sessionRoutes)
  api(bearer, profileRoutes)

  api(staff, (scope) => managementRoutes(scope, context, parts.connection))

  app.register(async (scope) => loginRoutes(scope, context))
  app.register(async (scope) => setupRoutes(scope, context))
  app.register(async (scope) => consolePages(scope, context))
  app.register(async (scope) => keyRoutes(scope, context))
  app.register(async (scope) => probeRoutes(scope, context, parts))
  app.register(async (scope) => staticFiles(scope))
  app.register(async (scope) => viewerRoutes(scope, context, staff))
  app.register(async (scope) => manualRoutes(scope))
  app.register(async (scope) => pageSessionRoutes(scope, context))
  app.get('/', (_request, reply) => reply.redirect('/api/'))

  app.addHook('onRequest', notFoundHandler({ context, paths, renderPage }))
  return app
}
