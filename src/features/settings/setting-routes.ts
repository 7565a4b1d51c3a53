import type { Context } from '../../context.ts'
import { fieldErrors } from '../../errors.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { adminRoute } from '../permissions/admin-route.ts'
import {
  changeSetting,
  changeSettings,
  parseSettingKey,
  planSettingChanges,
  tryChange,
} from './change-setting.ts'
import { readSettingValue } from './check-value.ts'
import { isSettingKey, settingGroups } from './definitions.ts'
import { readSetting, readSettings } from './read-settings.ts'
import {
  ChangedSettings,
  ChangesBody,
  Setting,
  SettingChangeBody,
  SettingKeyParameter,
  SettingList,
  settingBody,
} from './setting-schema.ts'
import { warningsOf } from './setting-warnings.ts'

const view = { tag: 'Settings', permission: 'constance.view_config' } as const
const edit = { tag: 'Settings', permission: 'constance.change_config' } as const

/** Reading and changing the settings. */
export function settingRoutes(app: App, context: Context): void {
  readingRoutes(app, context)
  changeOneRoutes(app, context)
  changeManyRoute(app, context)
}

function readingRoutes(app: App, context: Context): void {
  adminRoute(
    app,
    {
      ...view,
      method: 'GET',
      url: '/settings/',
      id: 'listSettings',
      name: 'Settings',
      summary: 'List settings',
      query: Type.Object({
        modified: Type.Optional(
          Type.Boolean({
            description:
              '`true` lists only settings that differ from the default, `false` only the others.',
          }),
        ),
      }),
      response: SettingList,
    },
    async ({ query: { modified } }) => {
      const settings = (await readSettings(context)).filter(
        (setting) => modified === undefined || setting.isModified === modified,
      )
      return {
        results: settings.map(settingBody),
        next: null,
        count: settings.length,
        count_is_exact: true,
        groups: [...settingGroups],
      }
    },
  )

  adminRoute(
    app,
    {
      ...view,
      method: 'GET',
      url: '/settings/:key/',
      id: 'readSetting',
      name: 'Setting',
      summary: 'Read a setting',
      params: SettingKeyParameter,
      response: Setting,
    },
    async ({ params }) => settingBody(await readSetting(context, params.key)),
  )
}

function changeOneRoutes(app: App, context: Context): void {
  const everyRoute = {
    ...edit,
    url: '/settings/:key/',
    name: 'Setting',
    params: SettingKeyParameter,
    response: Setting,
    errors: ['setting_pinned'],
    readCurrent: ({ params }: { readonly params: { readonly key: string } }) =>
      readCommitted(context, params.key),
  } as const

  adminRoute(
    app,
    {
      ...everyRoute,
      method: 'PATCH',
      id: 'changeSetting',
      summary: 'Change a setting',
      description:
        'In effect on every node within a second. Durations can be strings such as `15m`.',
      body: SettingChangeBody,
    },
    async ({ params, body, administrator, expectedVersion }) => {
      const key = parseSettingKey(params.key)
      const value = body.value === null ? undefined : readSettingValue(key, body.value)
      const { comment, dry_run: isDryRun } = body
      const change = { key, value, comment, expectedVersion, source: administrator.source }
      if (isDryRun) await tryChange(context, change, administrator)
      else await changeSetting(context, change, administrator)

      const setting = settingBody(await readSetting(context, key))
      if (!isDryRun) return setting
      return { ...setting, warnings: warningsOf(key, value ?? setting.default) }
    },
  )

  adminRoute(
    app,
    {
      ...everyRoute,
      method: 'DELETE',
      id: 'resetSetting',
      summary: 'Reset a setting to its default',
    },
    async ({ params: { key }, administrator, expectedVersion }) => {
      const change = { key, value: undefined, expectedVersion, source: administrator.source }
      await changeSetting(context, change, administrator)
      return settingBody(await readSetting(context, key))
    },
  )
}

/** A change of another node may be committed and not yet in force here. */
export async function readCommitted(context: Context, key: string) {
  await context.settings.reload(context.db)
  return settingBody(await readSetting(context, key))
}

function changeManyRoute(app: App, context: Context): void {
  const readNamed = async (keys: readonly string[]) =>
    (await readSettings(context)).filter(({ key }) => keys.includes(key)).map(settingBody)

  adminRoute(
    app,
    {
      ...edit,
      method: 'PATCH',
      url: '/settings/',
      id: 'changeSettings',
      name: 'Settings',
      summary: 'Change several settings, all or none',
      description:
        'Only their final state has to be consistent. Errors are listed under the keys of the settings.',
      body: ChangesBody,
      response: ChangedSettings,
      readCurrent: async ({ body }) => {
        await context.settings.reload(context.db)
        return readNamed(Object.keys((body as { values: object }).values))
      },
    },
    async ({ body, administrator: caller }) => {
      const { comment, dry_run: isDryRun, versions = {} } = body
      const values = inputValues(body.values)
      const changes = values.map(([key, value]) => ({
        key,
        value,
        expectedVersion: versions[key],
        comment,
        source: caller.source,
      }))
      if (isDryRun) await planSettingChanges(context, changes, caller)
      else await changeSettings(context, changes, caller)

      const settings = await readNamed(values.map(([key]) => key))
      if (!isDryRun) return { results: settings }
      const input = new Map(values)
      return {
        results: settings.map((setting) => ({
          ...setting,
          warnings: warningsOf(setting.key, input.get(setting.key) ?? setting.default),
        })),
      }
    },
  )
}

/** @throws {ApiError} `validation_failed` */
function inputValues(values: unknown): [string, unknown][] {
  const isObject = typeof values === 'object' && values !== null && !Array.isArray(values)
  const entries = isObject ? Object.entries(values) : []
  if (entries.length === 0) throw fieldErrors({ values: ['Name at least one setting.'] })
  return entries.map(([key, value]) => [
    key,
    value === null || !isSettingKey(key) ? undefined : readSettingValue(key, value),
  ])
}
