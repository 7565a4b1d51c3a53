import type { Context } from '../../context.ts'
import { permissionCatalogue, permissionCodes } from './permission-catalogue.ts'
import { listPermissions, upsertPermission } from './permission-repository.ts'

/** Brings the table of permissions to what the catalogue says; writes only what differs. */
export async function syncPermissions(context: Context): Promise<void> {
  const stored = new Map((await listPermissions(context.db)).map((row) => [row.code, row]))
  for (const code of permissionCodes) {
    const { label, description } = permissionCatalogue[code]
    const row = stored.get(code)
    if (row?.label === label && row.description === description) continue
    await upsertPermission(context.db, { code, label, description })
  }
}
