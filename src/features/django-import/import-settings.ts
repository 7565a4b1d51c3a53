import { inTransaction } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { readStored } from '../settings/apply-change.ts'
import { changeSetting, tryChange } from '../settings/change-setting.ts'
import { isSettingKey } from '../settings/definitions.ts'
import { listConstanceValues } from './django-repository.ts'
import { readConstanceValue } from './django-values.ts'
import { listRemembered, upsertRemembered } from './import-memory-repository.ts'
import { digestsOf, type ImportRun } from './import-run.ts'

/** Imports the constance settings that exist here, within bounds; each leaves its history like any other change. */
export async function importSettings(run: ImportRun): Promise<void> {
  const { settingsTable } = run.schema
  if (settingsTable === undefined) return
  const rows = await listConstanceValues(run.source, settingsTable)
  run.report.count('settings', 'found', rows.length)
  for (const { key, value } of rows) await importSetting(run, key, readConstanceValue(value))
}

async function importSetting(run: ImportRun, key: string, value: unknown): Promise<void> {
  const { context, report } = run
  const reject = (reason: string) =>
    report.reject({ kind: 'settings', row: key, column: 'value', value: String(value), reason })
  if (!isSettingKey(key)) return reject('There is no such setting here.')
  if (value === undefined) return reject('This value cannot be read.')

  const digests = digestsOf(run, { value })
  const memory = (await listRemembered(context.db, 'setting', [key])).get(key)
  const isChangedHere = memory === undefined && (await readStored(context)).has(key)
  const isUnchangedThere = memory?.digests['value'] === digests['value']
  const isInForce = context.settings.values[key] === value
  try {
    const isTaken = !isChangedHere && !isUnchangedThere && !isInForce
    const change = { key, value, source: 'command line', comment: 'Imported from Django.' } as const
    if (isTaken && run.isDryRun) await tryChange(context, change)
    else if (isTaken) await changeSetting(context, change, run.caller)
    report.count('settings', isTaken ? (memory ? 'updated' : 'new') : 'unchanged')
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return reject(Object.values(error.fields ?? {}).flat().join(' ') || error.message)
  }
  if (run.isDryRun) return
  await inTransaction(context, ({ db, now }) =>
    upsertRemembered(db, 'setting', [{ key, targetId: null, digests }], now()),
  )
}
