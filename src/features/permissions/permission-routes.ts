import { listOf } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { adminRoute } from './admin-route.ts'
import { permissionCatalogue, permissionCodes } from './permission-catalogue.ts'

const Permission = Type.Object(
  {
    code: Type.String({ description: 'Permission code.' }),
    label: Type.String({ description: 'Display name.' }),
    description: Type.String({ description: 'What it allows.' }),
    group: Type.String({ description: 'Area it belongs to.' }),
    is_held: Type.Boolean({ description: 'Whether you have it and may grant it.' }),
  },
  { title: 'Permission' },
)

const PermissionList = listOf(Permission, {
  code: 'users.view_user',
  ...permissionCatalogue['users.view_user'],
  is_held: true,
})

/** The permissions that exist. */
export function permissionRoutes(app: App): void {
  adminRoute(
    app,
    {
      method: 'GET',
      url: '/permissions/',
      id: 'listPermissions',
      name: 'Permissions',
      tag: 'Permissions',
      permission: 'any staff',
      summary: 'List permissions',
      description: 'All on one page.',
      response: PermissionList,
    },
    ({ administrator: { permissions } }) => {
      const results = permissionCodes.map((code) => ({
        code,
        ...permissionCatalogue[code],
        is_held: permissions.has(code),
      }))
      return { results, next: null, count: results.length, count_is_exact: true }
    },
  )
}
