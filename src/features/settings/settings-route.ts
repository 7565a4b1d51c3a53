import type { Context } from '../../context.ts'
import { fieldErrors } from '../../errors.ts'
import { adminSecurity, writeErrors } from '../../http/admin-schema.ts'
import { withBothVersions } from '../../http/entity-tag.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { administratorOf } from '../permissions/route-guard.ts'
import { changeSettings, planSettingChanges } from './change-setting.ts'
import { readSettingValue } from './check-value.ts'
import { isSettingKey } from './definitions.ts'
import { readSettings } from './read-settings.ts'
import { Setting, settingBody } from './setting-schema.ts'
import { warningsOf } from './setting-warnings.ts'

const ChangesBody = Type.Object(
  {
    values: Type.Record(Type.String(), Type.Unknown(), {
      description: 'Setting → new value; null resets to the default.',
    }),
    versions: Type.Optional(
      Type.Record(Type.String(), Type.Integer({ description: 'A version.' }), {
        description: 'Setting → the version you saw; another one now changes nothing.',
      }),
    ),
    comment: Type.Optional(
      Type.String({ maxLength: 500, description: 'Why; kept in the history of each.' }),
    ),
    dry_run: Type.Optional(
      Type.Boolean({ description: 'Only checks the values; the warnings are those about them.' }),
    ),
  },
  {
    title: 'SettingChanges',
    examples: [
      {
        values: { ACCESS_TOKEN_LIFETIME: '15m', REFRESH_TOKEN_LIFETIME: null },
        versions: { ACCESS_TOKEN_LIFETIME: 12 },
        comment: 'fewer refreshes',
      },
    ],
  },
)

const Changed = Type.Object(
  { results: Type.Array(Setting, { description: 'The settings named, as they are now.' }) },
  { title: 'ChangedSettings', description: 'What became of them.', examples: [{ results: [] }] },
)

/** Changes several settings at once, all or none. */
export function settingsRoute(app: App, context: Context): void {
  app.patch(
    '/settings/',
    {
      config: { name: 'Settings', permission: 'constance.change_config' },
      schema: {
        operationId: 'changeSettings',
        summary: 'Change several settings, all or none',
        description:
          'Needs constance.change_config. Only their final state has to fit together. Issues stand at the names of the settings.',
        tags: ['Settings'],
        security: adminSecurity,
        body: ChangesBody,
        response: { 200: Changed, ...writeErrors('version_mismatch') },
      },
      errorHandler: withBothVersions(async (request) => {
        // The change that was faster may be committed and not yet in force here.
        await context.settings.reload(context.db)
        const { values } = request.body as { values: object }
        return readNamed(context, Object.keys(values))
      }),
    },
    async (request) => {
      const { comment, dry_run: isDryRun } = request.body
      const values = inputValues(request.body.values)
      const versions = request.body.versions ?? {}
      const administrator = administratorOf(request)
      const changes = values.map(([key, value]) => {
        const expectedVersion = versions[key]
        return { key, value, expectedVersion, comment, source: administrator.source }
      })
      if (!isDryRun) await changeSettings(context, changes, administrator)
      else await planSettingChanges(context, changes)

      const settings = await readNamed(
        context,
        values.map(([key]) => key),
      )
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

async function readNamed(context: Context, keys: readonly string[]) {
  const settings = await readSettings(context)
  return settings.filter(({ key }) => keys.includes(key)).map(settingBody)
}
