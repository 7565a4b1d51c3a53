import type { FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { adminSecurity, readErrors, writeErrors } from '../../http/admin-schema.ts'
import { expectedVersionOf, tag, withBothVersions } from '../../http/entity-tag.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { administratorOf } from '../permissions/route-guard.ts'
import { changeSetting, parseSettingKey, tryChange } from './change-setting.ts'
import { readSettingValue } from './check-value.ts'
import { settingGroups } from './definitions.ts'
import { readSettings } from './read-settings.ts'
import { Setting, SettingList, settingBody } from './setting-schema.ts'
import { warningsOf } from './setting-warnings.ts'

export const SettingKeyParameter = Type.Object({
  key: Type.String({ description: 'Name of the setting.' }),
})

const SettingChangeBody = Type.Object(
  {
    value: Type.Unsafe<unknown>({ description: 'The new value; null resets to the default.' }),
    version: Type.Optional(Type.Integer({ description: 'The version you saw, as If-Match.' })),
    comment: Type.Optional(
      Type.String({ maxLength: 500, description: 'Why; kept in the history.' }),
    ),
    dry_run: Type.Optional(
      Type.Boolean({ description: 'Only checks the value; the warnings are those about it.' }),
    ),
  },
  { description: 'What to change.', examples: [{ value: 60, version: 0 }] },
)

const tags = ['Settings']
const security = adminSecurity

/** What administrators change at run time. */
export function settingRoutes(app: App, context: Context): void {
  app.get(
    '/settings/',
    {
      config: { name: 'Settings', permission: 'constance.view_config' },
      schema: {
        operationId: 'listSettings',
        summary: 'List all settings',
        description: 'Needs constance.view_config.',
        tags,
        security,
        querystring: Type.Object({
          modified: Type.Optional(Type.Boolean({ description: 'Only those that are modified.' })),
        }),
        response: { 200: SettingList, ...readErrors('validation_failed') },
      },
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

  app.get(
    '/settings/:key/',
    {
      config: { name: 'Setting', permission: 'constance.view_config' },
      schema: {
        operationId: 'readSetting',
        summary: 'Read a setting',
        description: 'Needs constance.view_config.',
        tags,
        security,
        params: SettingKeyParameter,
        response: { 200: Setting, ...readErrors('not_found') },
      },
    },
    async (request, reply) => tag(reply, await readOne(context, request.params.key)),
  )

  changingRoutes(app, context)
}

function changingRoutes(app: App, context: Context): void {
  const errorHandler = withBothVersions(async (request) => {
    // The change that was faster may be committed and not yet in force here.
    await context.settings.reload(context.db)
    return readOne(context, (request.params as { key: string }).key)
  })

  app.patch(
    '/settings/:key/',
    {
      config: { name: 'Setting', permission: 'constance.change_config' },
      schema: {
        operationId: 'changeSetting',
        summary: 'Change a setting',
        description:
          'Needs constance.change_config. In force on every node within a second. Durations may be texts such as `15m`.',
        tags,
        security,
        params: SettingKeyParameter,
        body: SettingChangeBody,
        response: {
          200: Setting,
          ...writeErrors('not_found', 'setting_pinned', 'version_mismatch'),
        },
      },
      errorHandler,
    },
    async (request, reply) => {
      const { comment, dry_run: isDryRun } = request.body
      const key = parseSettingKey(request.params.key)
      const value =
        request.body.value === null ? undefined : readSettingValue(key, request.body.value)
      await change(context, request, { key, value, comment }, isDryRun === true)
      const setting = await readOne(context, key)
      if (!isDryRun) return tag(reply, setting)
      return tag(reply, { ...setting, warnings: warningsOf(key, value ?? setting.default) })
    },
  )

  app.delete(
    '/settings/:key/',
    {
      config: { name: 'Setting', permission: 'constance.change_config' },
      schema: {
        operationId: 'resetSetting',
        summary: 'Reset a setting to its default',
        description: 'Needs constance.change_config.',
        tags,
        security,
        params: SettingKeyParameter,
        response: {
          200: Setting,
          ...writeErrors('not_found', 'setting_pinned', 'version_mismatch'),
        },
      },
      errorHandler,
    },
    async (request, reply) => {
      const key = parseSettingKey(request.params.key)
      await change(context, request, { key, value: undefined, comment: undefined }, false)
      return tag(reply, await readOne(context, key))
    },
  )
}

interface UserInput {
  readonly key: string
  readonly value: unknown
  readonly comment: string | undefined
}

async function change(
  context: Context,
  request: FastifyRequest,
  input: UserInput,
  isDryRun: boolean,
): Promise<void> {
  const administrator = administratorOf(request)
  const { source } = administrator
  const change = { ...input, expectedVersion: expectedVersionOf(request), source }
  if (isDryRun) await tryChange(context, change)
  else await changeSetting(context, change, administrator)
}

/** @throws {ApiError} `not_found` */
export async function readOne(context: Context, key: string) {
  const setting = (await readSettings(context)).find((each) => each.key === key)
  if (!setting) throw new ApiError('not_found')
  return settingBody(setting)
}
