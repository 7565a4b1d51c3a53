import type { Context } from './context.ts'
import { isAddressFilter } from './database/client-addresses.ts'
import type { Connection } from './database/connect.ts'
import { accountDataRoutes } from './features/account/account-data-routes.ts'
import { accountPageRoutes } from './features/account/account-page-routes.ts'
import { accountRoutes } from './features/account/account-routes.ts'
import { emailChangeRoutes, emailUndoRoutes } from './features/account/email-change-routes.ts'
import { emailLoginRoutes } from './features/account/email-login-routes.ts'
import { emailConfirmationRoutes, emailRequestRoutes } from './features/account/email-routes.ts'
import { linkPages } from './features/account/link-pages.ts'
import { ownAccountRoutes } from './features/account/own-account-routes.ts'
import { passwordResetRoutes } from './features/account/password-reset-routes.ts'
import { profileRoutes } from './features/account/profile-routes.ts'
import { resetPages } from './features/account/reset-pages.ts'
import { restoreRoutes } from './features/account/restore-routes.ts'
import { consolePages } from './features/admin/console-pages.ts'
import { loginRoutes } from './features/admin/login-routes.ts'
import { meRoutes } from './features/admin/me-routes.ts'
import { setupRoutes } from './features/admin/setup-routes.ts'
import { staffGuard } from './features/admin/staff-guard.ts'
import { auditRoutes } from './features/audit/audit-routes.ts'
import { emailAdminRoutes } from './features/email/email-admin-routes.ts'
import { emailTextRoutes } from './features/email/texts/email-text-routes.ts'
import { groupRoutes } from './features/groups/group-routes.ts'
import { memberRoutes } from './features/groups/member-routes.ts'
import { invitationAdminRoutes } from './features/invitations/invitation-admin-routes.ts'
import { invitationRoutes } from './features/invitations/invitation-routes.ts'
import { discoveryRoutes } from './features/keys/discovery-routes.ts'
import { keyAdminRoutes } from './features/keys/key-admin-routes.ts'
import { keyRoutes } from './features/keys/key-routes.ts'
import { healthRoutes } from './features/operations/health-routes.ts'
import { probeRoutes } from './features/operations/probe-routes.ts'
import { processRoutes } from './features/operations/process-routes.ts'
import { permissionRoutes } from './features/permissions/permission-routes.ts'
import { consoleSessionRoutes } from './features/sessions/console-session-routes.ts'
import { sessionAdminRoutes } from './features/sessions/session-admin-routes.ts'
import { refreshTokenError, sessionRoutes } from './features/sessions/session-routes.ts'
import { maxAccessTokenLifetimeSeconds } from './features/settings/definitions.ts'
import { settingHistoryRoutes } from './features/settings/setting-history-routes.ts'
import { settingRoutes } from './features/settings/setting-routes.ts'
import { statisticsRoutes } from './features/statistics/statistics-routes.ts'
import { userActionRoutes } from './features/users/user-action-routes.ts'
import { userBulkRoutes } from './features/users/user-bulk-routes.ts'
import { userEmailRoutes } from './features/users/user-email-routes.ts'
import { userImportRoutes } from './features/users/user-import-routes.ts'
import { userRoutes } from './features/users/user-routes.ts'
import { bearerGuard } from './http/authenticate.ts'
import { createServer } from './http/create-server.ts'
import { djangoFormat } from './http/django/django-format.ts'
import { notFoundHandler } from './http/django/not-found-handler.ts'
import { profileGuard } from './http/django/profile-guard.ts'
import { respondToUnknownMethod } from './http/django/unknown-method.ts'
import { KnownPaths } from './http/known-paths.ts'
import { type ApiRoutes, serveApi } from './http/serve-api.ts'
import { staticFiles } from './http/static-files.ts'
import type { App, Guard } from './http/types.ts'
import { apiPages } from './pages/api-pages.ts'
import { viewerRoutes } from './pages/document-routes.ts'
import { manualRoutes } from './pages/manual/manual-routes.ts'
import { pageSessionRoutes } from './pages/page-session-routes.ts'
import { rootRoutes } from './pages/root-routes.ts'
import { siteFiles } from './pages/site-files.ts'
import { isDateTime } from './text/date-time.ts'
import { isEmailAddress } from './text/email-address.ts'

export interface AppParts {
  readonly connection: Connection
  readonly isStopping: () => boolean
  /** Runs before the first route, for tools that watch routes being registered. */
  readonly prepare?: (app: App) => void
}

/** Which routes exist and who may reach them. */
export function buildApp(context: Context, parts: AppParts): App {
  const paths = new KnownPaths()
  const renderPage = apiPages(context, paths)
  const app = createServer(context, {
    wire: djangoFormat(context, formats),
    renderPage,
    recoverRequest: respondToUnknownMethod,
  })
  parts.prepare?.(app)

  const anybody = undefined
  const bearer = bearerGuard(context, maxAccessTokenLifetimeSeconds)
  const profile = profileGuard(context, bearer, maxAccessTokenLifetimeSeconds)
  const staff = staffGuard(context, bearer)
  const api = (prefix: string, guard: Guard | undefined, ...modules: readonly ApiRoutes[]) => {
    const parts = { context, paths, guard, renderPage }
    app.register((scope) => serveApi(scope, modules, parts), { prefix })
  }
  const pages = (...modules: readonly PageRoutes[]) => {
    for (const routes of modules) app.register(async (scope) => routes(scope, context))
  }

  api('/api', anybody, (scope) => rootRoutes(scope, context, paths, staff))
  api('/api', anybody, accountRoutes, sessionRoutes)
  api('/api', anybody, passwordResetRoutes, emailLoginRoutes)
  api('/api', anybody, emailUndoRoutes, restoreRoutes, invitationRoutes)
  api('/api', profile, profileRoutes)
  api('/api', bearer, ownAccountRoutes, accountDataRoutes, emailRequestRoutes, emailChangeRoutes)
  api('/api', anybody, (scope) => emailConfirmationRoutes(scope, context, bearer))
  // For each of these routes, staff need the permission that its declaration names.
  api('/api/admin', staff, meRoutes)
  api('/api/admin', staff, userRoutes, userActionRoutes, userBulkRoutes, userImportRoutes)
  api('/api/admin', staff, userEmailRoutes, invitationAdminRoutes)
  api('/api/admin', staff, emailAdminRoutes, emailTextRoutes)
  api('/api/admin', staff, groupRoutes, memberRoutes, permissionRoutes)
  api('/api/admin', staff, sessionAdminRoutes, consoleSessionRoutes)
  api('/api/admin', staff, settingRoutes, settingHistoryRoutes)
  api('/api/admin', staff, auditRoutes, keyAdminRoutes, statisticsRoutes, processRoutes)
  api('/api/admin', staff, (scope) => healthRoutes(scope, context, parts.connection))

  // Pages and files, whose routes decide themselves whom they admit.
  pages(
    resetPages,
    linkPages,
    accountPageRoutes,
    loginRoutes,
    setupRoutes,
    consolePages,
    keyRoutes,
    discoveryRoutes,
    staticFiles,
    manualRoutes,
    siteFiles,
  )
  pages(pageSessionRoutes, (scope) => viewerRoutes(scope, context, staff))
  pages((scope) => probeRoutes(scope, context, parts))
  app.get('/', (_request, reply) => reply.redirect('/api/'))

  // After CORS, which responds to preflights of paths that exist and of those that do not.
  app.after(() => app.addHook('onRequest', notFoundHandler({ context, paths, renderPage })))
  return app
}

type PageRoutes = (app: App, context: Context) => void

/** The formats of text fields, each with the error for values that do not have it. */
const formats = {
  email: { isValid: isEmailAddress, issue: 'Enter a valid email address.' },
  address: {
    isValid: isAddressFilter,
    issue: 'Enter an address, a prefix of one (203.0.113.), or a network (203.0.113.0/24).',
  },
  'date-time': {
    isValid: isDateTime,
    issue: 'Enter a date, or a date and time with its time zone (2030-02-01T08:00Z).',
  },
  'refresh-token': { errorOf: refreshTokenError },
}
