import type { Context } from '../../context.ts'
import { adminSecurity, readErrors, writeErrors } from '../../http/admin-schema.ts'
import { expectedVersionOf, tag, withBothVersions } from '../../http/entity-tag.ts'
import {
  columnsFrom,
  exportParameters,
  exportResponse,
  sendExport,
} from '../../http/export-rows.ts'
import { listBody, listQuery, pageFrom, queryOf } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { recordEvent } from '../audit/record-event.ts'
import { administratorOf } from '../permissions/route-guard.ts'
import { revertSetting } from './change-setting.ts'
import { readOne } from './setting-routes.ts'
import { Change, changeBody, History, Setting } from './setting-schema.ts'
import { countSettingChanges, getSettingChange, listSettingChanges } from './settings-history.ts'
import { listLatestChanges } from './settings-repository.ts'

const filters = {
  key: Type.Optional(Type.String({ maxLength: 100, description: 'Only this setting.' })),
  actor: Type.Optional(Type.String({ maxLength: 254, description: 'Only by this person.' })),
}

const ChangeId = Type.Object({
  id: Type.Integer({ minimum: 1, description: 'Number of the change.' }),
})

const Revert = Type.Object(
  {
    version: Type.Optional(
      Type.Integer({ description: 'The version of the setting you saw, as If-Match.' }),
    ),
  },
  { description: 'Nothing is needed.', examples: [{ version: 7 }] },
)

const tags = ['Settings']
const security = adminSecurity
const columns = Object.keys(Change.properties)

/** Who changed which setting, and back again. */
export function settingHistoryRoutes(app: App, context: Context): void {
  app.get(
    '/settings/history/',
    {
      config: { name: 'Settings: history', permission: 'constance.view_config' },
      schema: {
        operationId: 'listSettingChanges',
        summary: 'List the changes of settings',
        description: 'Needs constance.view_config. The newest first.',
        tags,
        security,
        querystring: listQuery(['id'], filters),
        response: { 200: History, ...readErrors('validation_failed') },
      },
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

  app.post(
    '/settings/history/:id/revert/',
    {
      config: { name: 'Settings: revert', permission: 'constance.change_config' },
      schema: {
        operationId: 'revertSetting',
        summary: 'Put back the value before a change',
        description: 'Needs constance.change_config. A change of its own, with its own entry.',
        tags,
        security,
        params: ChangeId,
        body: Revert,
        response: {
          200: Setting,
          ...writeErrors('not_found', 'setting_pinned', 'version_mismatch'),
        },
      },
      errorHandler: withBothVersions(async ({ params }) => {
        const { key } = await getSettingChange(context, (params as { id: number }).id)
        return readOne(context, key)
      }),
    },
    async (request, reply) => {
      const administrator = administratorOf(request)
      const { id: changeId } = request.params
      const expectedVersion = expectedVersionOf(request)
      const { source } = administrator
      const revert = { changeId, source, expectedVersion }
      const key = await revertSetting(context, revert, administrator)
      return tag(reply, await readOne(context, key))
    },
  )

  exportRoute(app, context)
}

function exportRoute(app: App, context: Context): void {
  app.get(
    '/settings/history/export',
    {
      config: {
        name: 'Settings: export the history',
        permission: 'constance.view_config',
        isFile: true,
      },
      schema: {
        operationId: 'exportSettingChanges',
        summary: 'Export the changes of settings as CSV or JSON lines',
        description: 'Needs constance.view_config.',
        tags,
        security,
        querystring: queryOf({ ...filters, ...exportParameters }),
        response: { 200: exportResponse, ...readErrors('validation_failed') },
      },
    },
    async (request, reply) => {
      const { query } = request
      columnsFrom(query, { columns, defaultColumns: columns })
      const { count } = await countSettingChanges(context, query)
      await recordEvent(context, { action: 'setting.export', caller: administratorOf(request) })
      return sendExport(reply, query, {
        name: 'settings-history',
        columns,
        defaultColumns: columns,
        count,
        batches: changeBatches(context, query),
      })
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
