import { type Caller, type Context, inTransaction, type TransactionContext } from '../../context.ts'
import { announceChange } from '../../database/revisions.ts'
import { AuthError, refuseFields } from '../../errors.ts'
import { recordEvent } from '../audit/record-event.ts'
import { faultOfCombination, faultOfValue } from './check-value.ts'
import { defaultOf, isSettingKey, type SettingKey, type SettingValues } from './definitions.ts'
import {
  deleteSetting,
  findSettingChange,
  insertSettingChange,
  listLatestChanges,
  listStoredSettings,
  upsertSetting,
} from './settings-repository.ts'

export interface SettingChangeRequest {
  readonly key: string
  /** `undefined` resets the setting to its default. */
  readonly value: unknown
  /** The version the caller saw; another one now means somebody else was faster. */
  readonly expectedVersion?: number | undefined
  readonly comment?: string | undefined
  readonly source: 'console' | 'api' | 'command line'
}

/**
 * Changes one setting, with its history and its audit entry, and puts it in force on this node at once and on
 * every other within a second. A request that changes nothing leaves no trace.
 *
 * @throws {AuthError} `not_found` for an unknown key, `setting_pinned` when the environment decides,
 *   `validation_failed` when the value is out of bounds, `version_mismatch` when another change came between.
 */
export async function changeSetting(
  context: Context,
  request: SettingChangeRequest,
  caller: Caller,
): Promise<void> {
  const key = requireSettingKey(request.key)
  if (context.settings.sourceOf(key) === 'environment') throw new AuthError('setting_pinned')
  const fault = request.value === undefined ? undefined : faultOfValue(key, request.value)
  if (fault) throw refuseFields({ value: [fault] })

  await inTransaction(context, (context) => applyChange(context, key, request, caller))
  await context.settings.reload(context.db)
}

/** Puts back the value that the setting had before the change with this id. */
export async function revertSetting(
  context: Context,
  changeId: number,
  source: SettingChangeRequest['source'],
  caller: Caller,
): Promise<void> {
  const change = await findSettingChange(context.db, changeId)
  if (!change) throw new AuthError('not_found')

  const comment = `Reverts change ${changeId}`
  await changeSetting(context, { key: change.key, value: change.from, comment, source }, caller)
}

export function requireSettingKey(text: string): SettingKey {
  if (!isSettingKey(text)) throw new AuthError('not_found')
  return text
}

async function applyChange(
  context: TransactionContext,
  key: SettingKey,
  request: SettingChangeRequest,
  caller: Caller,
): Promise<void> {
  // First, because it is the lock: what follows sees every earlier change and no concurrent one.
  await announceChange(context.db, 'settings')
  await requireVersion(context, key, request.expectedVersion)
  const from = await readStored(context, key)
  if (from === request.value) return
  await refuseBadCombination(context, key, request.value)

  const changedAt = context.now()
  if (request.value === undefined) await deleteSetting(context.db, key)
  else await upsertSetting(context.db, key, request.value, changedAt)
  await insertSettingChange(context.db, {
    key,
    from,
    to: request.value,
    changedAt,
    actorId: caller.actor.id,
    actor: caller.actor.label,
    source: request.source,
    comment: request.comment,
  })
  await recordEvent(context, {
    action: 'setting.change',
    caller,
    object: { type: 'setting', id: key, label: key },
    changes: { [key]: [from ?? null, request.value ?? null] },
  })
}

async function requireVersion(
  context: TransactionContext,
  key: SettingKey,
  expected: number | undefined,
): Promise<void> {
  if (expected === undefined) return
  const latest = (await listLatestChanges(context.db)).find((change) => change.key === key)
  const version = latest?.id ?? 0
  if (version !== expected) {
    throw new AuthError('version_mismatch', { versions: { expected, version, value: latest?.to } })
  }
}

async function readStored(context: TransactionContext, key: SettingKey): Promise<unknown> {
  const stored = await listStoredSettings(context.db)
  const row = stored.find((setting) => setting.key === key)
  return row && JSON.parse(row.value)
}

async function refuseBadCombination(
  context: TransactionContext,
  key: SettingKey,
  value: unknown,
): Promise<void> {
  const stored = await listStoredSettings(context.db)
  const values = {
    ...context.settings.values,
    ...Object.fromEntries(stored.map((row) => [row.key, JSON.parse(row.value)])),
    ...context.config.pinnedSettings,
    [key]: value ?? defaultOf(key, context.config.mode),
  } as SettingValues
  const fault = faultOfCombination(values)
  if (fault) throw refuseFields({ value: [fault] })
}
