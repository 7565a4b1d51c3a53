import type { Context } from '../../context.ts'
import { listBody, listQuery, pageFrom } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { recordEvent } from '../audit/record-event.ts'
import { adminRoute } from '../permissions/admin-route.ts'
import { exportRoute } from '../permissions/export-route.ts'
import { revertSetting } from './change-setting.ts'
import {
  countSettingChanges,
  getSettingChange,
  listSettingChanges,
  readSetting,
} from './read-settings.ts'
import { readCommitted } from './setting-routes.ts'
import {
  Change,
  ChangeId,
  changeBody,
  History,
  Revert,
  Setting,
  settingBody,
} from './setting-schema.ts'
import { listLatestChanges } from './settings-repository.ts'

const view = { tag: 'Settings', permission: 'constance.view_config' } as const

const filters = {
  key: Type.Optional(Type.String({ maxLength: 100, description: 'Setting key.' })),
  actor: Type.Optional(Type.String({ maxLength: 254, description: 'Who made the change.' })),
}

const columns = Object.keys(Change.properties)

/** The history of the settings. */
export function settingHistoryRoutes(app: App, context: Context): void {
  adminRoute(
    app,
    {
      ...view,
      method: 'GET',
      url: '/settings/history/',
      id: 'listSettingChanges',
      name: 'Settings: history',
      summary: 'List changes of settings',
      description: 'Newest first.',
      query: listQuery(['id'], filters),
      response: History,
    },
    async ({ query }) => {
      const sort = pageFrom<'id'>(query, '-id')
      const page = await listSettingChanges(context, query, sort)
      const latest = new Set((await listLatestChanges(context.db)).map((change) => change.id))
      const toRow = (change: Parameters<typeof changeBody>[0]) => ({
        ...changeBody(change),
        is_latest: latest.has(change.id),
      })
      return listBody(page, await countSettingChanges(context, query), { sort, toRow })
    },
  )

  adminRoute(
    app,
    {
      tag: 'Settings',
      permission: 'constance.change_config',
      method: 'POST',
      url: '/settings/history/:id/revert/',
      id: 'revertSetting',
      name: 'Settings: revert',
      summary: 'Restore the value before a change',
      description: 'Recorded as a new change, with its own audit entry.',
      params: ChangeId,
      body: Revert,
      response: Setting,
      errors: ['setting_pinned'],
      readCurrent: async ({ params }) => {
        const { key } = await getSettingChange(context, params.id)
        return readCommitted(context, key)
      },
    },
    async ({ params: { id: changeId }, administrator, expectedVersion }) => {
      const revert = { changeId, source: administrator.source, expectedVersion }
      const key = await revertSetting(context, revert, administrator)
      return settingBody(await readSetting(context, key))
    },
  )

  exportRoute(
    app,
    {
      ...view,
      url: '/settings/history/export',
      id: 'exportSettingChanges',
      name: 'Settings: export the history',
      summary: 'Export changes of settings as CSV or JSON Lines',
      file: 'settings-history',
      filters,
      columns,
      defaultColumns: columns,
    },
    async ({ query, administrator: caller }) => {
      const { count } = await countSettingChanges(context, query)
      await recordEvent(context, { action: 'setting.export', caller })
      return { count, batches: changeBatches(context, query) }
    },
  )
}

const batchSize = 500

async function* changeBatches(context: Context, filter: { key?: string; actor?: string }) {
  let after: { value: number; id: number } | undefined
  do {
    const page = { sort: 'id', isDescending: true, after, limit: batchSize }
    const { items, next } = await listSettingChanges(context, filter, page)
    yield items.map(changeBody)
    after = next && { value: next.id, id: next.id }
  } while (after)
}
