import { pino } from 'pino'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config/read-config.ts'
import type { RoutePermission } from '../../src/features/permissions/route-guard.ts'
import { pinnableSettings } from '../../src/features/settings/pinnable-settings.ts'
import { openContext } from '../../src/open-context.ts'
import { testSecret } from '../support/test-server.ts'

export interface AdminRoute {
  readonly method: string
  /** Below /api/admin/, with `:id` and the like. */
  readonly path: string
  readonly permission: RoutePermission | undefined
  readonly isReadOnly: boolean
}

/** Every route of the management API, as the application registers them. */
export async function adminRoutes(): Promise<AdminRoute[]> {
  const env = { DATABASE_URL: 'sqlite::memory:', SECRET_KEY: testSecret }
  const config = readConfig(env, pinnableSettings)
  const { context, connection } = await openContext(config, { log: pino({ level: 'silent' }) })
  const routes: AdminRoute[] = []
  const app = buildApp(context, {
    connection,
    isStopping: () => false,
    prepare: (app) =>
      void app.addHook('onRoute', ({ method, url, config }) => {
        if (!url.startsWith('/api/admin/')) return
        for (const each of [method].flat().filter((name) => name !== 'HEAD')) {
          const isReadOnly = each === 'GET' || config?.isReadOnly === true
          routes.push({
            method: each,
            path: url.slice(11),
            permission: config?.permission,
            isReadOnly,
          })
        }
      }),
  })
  await app.ready()
  await app.close()
  await connection.close()
  return routes
}

export const nameOf = ({ method, path }: AdminRoute) => `${method} ${path}`

/** The path with numbers that nothing has. */
export const absentPath = ({ path }: AdminRoute) => path.replace(/:\w+/g, '999999')
