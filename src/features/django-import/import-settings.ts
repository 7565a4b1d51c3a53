import { inTransaction } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { changeSetting, tryChange } from '../settings/change-setting.ts'
import { isSettingKey, type SettingKey } from '../settings/definitions.ts'
import { readStoredValues } from '../settings/settings-repository.ts'
import { listConstanceValues } from './django-repository.ts'
import { readConstanceValue } from './django-values.ts'
import { listRemembered, type Remembered, upsertRemembered } from './import-memory-repository.ts'
import { type Digests, digestsOf, type ImportRun } from './import-run.ts'

/** Imports the constance settings that exist here, within bounds; each leaves its history like any other change. */
export async function importSettings(run: ImportRun): Promise<void> {
  const { settingsTable } = run.schema
  if (settingsTable === undefined) return
  const rows = await listConstanceValues(run.source, settingsTable)
  run.report.count('settings', 'found', rows.length)
  for (const { key, value } of rows) await importSetting(run, key, readConstanceValue(value))
}

async function importSetting(run: ImportRun, key: string, value: unknown): Promise<void> {
  const problem = await takeSetting(run, key, value)
  if (problem === undefined) return
  const rejection = { row: key, column: 'value', value: String(value), reason: problem }
  run.report.reject({ kind: 'settings', ...rejection })
}

/** Returns why the setting cannot be taken, if so. */
async function takeSetting(
  run: ImportRun,
  key: string,
  value: unknown,
): Promise<string | undefined> {
  if (!isSettingKey(key)) return 'There is no such setting here.'
  if (value === undefined) return 'This value cannot be read.'
  const digests = digestsOf(run, { value })
  const memory = (await listRemembered(run.context.db, 'setting', [key])).get(key)
  const isToBeTaken = await isChangedOnlyThere(run, { key, value, memory, digests })
  try {
    if (isToBeTaken) await change(run, key, value)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return (
      Object.values(error.fields ?? {})
        .flat()
        .join(' ') || error.message
    )
  }
  run.report.count('settings', isToBeTaken ? (memory ? 'updated' : 'new') : 'unchanged')
  if (!run.isDryRun) {
    await inTransaction(run.context, ({ db, now }) =>
      upsertRemembered(db, 'setting', [{ key, targetId: null, digests }], now()),
    )
  }
  return undefined
}

interface Compared {
  readonly key: SettingKey
  readonly value: unknown
  readonly memory: Remembered | undefined
  readonly digests: Digests
}

async function isChangedOnlyThere(
  { context }: ImportRun,
  { key, value, memory, digests }: Compared,
): Promise<boolean> {
  if (context.settings.values[key] === value) return false
  if (memory) return memory.digests['value'] !== digests['value']
  return !(await readStoredValues(context.db)).has(key)
}

async function change({ context, caller, isDryRun }: ImportRun, key: SettingKey, value: unknown) {
  const request = { key, value, source: 'command line', comment: 'Imported from Django.' } as const
  if (isDryRun) await tryChange(context, request, caller)
  else await changeSetting(context, request, caller)
}
