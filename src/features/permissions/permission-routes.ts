import { adminSecurity, readErrors } from '../../http/admin-schema.ts'
import { listOf } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { permissionCatalogue, permissionCodes } from './permission-catalogue.ts'
import { administratorOf } from './route-guard.ts'

const Permission = Type.Object(
  {
    code: Type.String({ description: 'The right, as it is granted.' }),
    label: Type.String({ description: 'Its name for people.' }),
    description: Type.String({ description: 'What it allows.' }),
    group: Type.String({ description: 'What it is about.' }),
    is_held: Type.Boolean({ description: 'Whether you hold it, and so may grant it.' }),
  },
  { title: 'Permission' },
)

const PermissionList = listOf(Permission, {
  code: 'users.view_user',
  ...permissionCatalogue['users.view_user'],
  is_held: true,
})

/** Which permissions there are. */
export function permissionRoutes(app: App): void {
  app.get(
    '/permissions/',
    {
      config: { name: 'Permissions', permission: 'any staff' },
      schema: {
        operationId: 'listPermissions',
        summary: 'List the permissions that can be granted',
        description: 'Any staff. All of them at once.',
        tags: ['Permissions'],
        security: adminSecurity,
        response: { 200: PermissionList, ...readErrors() },
      },
    },
    async (request) => {
      const { permissions } = administratorOf(request)
      const results = permissionCodes.map((code) => ({
        code,
        ...permissionCatalogue[code],
        is_held: permissions.has(code),
      }))
      return { results, next: null, count: results.length, count_is_exact: true }
    },
  )
}
