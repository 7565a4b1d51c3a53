import type { Context } from '../../context.ts'
import type { Connection } from '../../database/connect.ts'
import type { App } from '../../http/types.ts'
import { auditRoutes } from '../audit/audit-routes.ts'
import { groupRoutes } from '../groups/group-routes.ts'
import { memberRoutes } from '../groups/member-routes.ts'
import { keyAdminRoutes } from '../keys/key-admin-routes.ts'
import { healthRoutes } from '../operations/health-routes.ts'
import { processRoutes } from '../operations/process-routes.ts'
import { permissionRoutes } from '../permissions/permission-routes.ts'
import { revocationRoute } from '../sessions/revocation-route.ts'
import { sessionAdminRoutes } from '../sessions/session-admin-routes.ts'
import { sessionExportRoute } from '../sessions/session-export-route.ts'
import { settingHistoryRoutes } from '../settings/history-routes.ts'
import { settingRoutes } from '../settings/setting-routes.ts'
import { settingsRoute } from '../settings/settings-route.ts'
import { statisticsRoutes } from '../statistics/statistics-routes.ts'
import { userActionRoutes } from '../users/user-action-routes.ts'
import { userBulkRoutes } from '../users/user-bulk-routes.ts'
import { userExportRoute } from '../users/user-export-route.ts'
import { userImportRoutes } from '../users/user-import-routes.ts'
import { userRoutes } from '../users/user-routes.ts'
import { meRoutes } from './me-routes.ts'

/** The management API under /api/admin/: everything the console does, for programs too. */
export function managementRoutes(app: App, context: Context, connection: Connection): void {
  app.register(
    async (scope) => {
      meRoutes(scope, context)
      userRoutes(scope, context)
      userActionRoutes(scope, context)
      userBulkRoutes(scope, context)
      userExportRoute(scope, context)
      userImportRoutes(scope, context)
      groupRoutes(scope, context)
      memberRoutes(scope, context)
      permissionRoutes(scope)
      sessionAdminRoutes(scope, context)
      sessionExportRoute(scope, context)
      revocationRoute(scope, context)
      settingHistoryRoutes(scope, context)
      settingRoutes(scope, context)
      settingsRoute(scope, context)
      auditRoutes(scope, context)
      keyAdminRoutes(scope, context)
      statisticsRoutes(scope, context)
      processRoutes(scope, context)
      healthRoutes(scope, context, connection)
    },
    { prefix: '/admin' },
  )
}
