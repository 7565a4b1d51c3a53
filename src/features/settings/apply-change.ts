import type { Caller, Context, TransactionContext } from '../../context.ts'
import { ApiError, fieldErrors } from '../../errors.ts'
import { recordEvent } from '../audit/record-event.ts'
import { validateCombination, validateValue } from './check-value.ts'
import { defaultOf, type SettingKey, type SettingValues, settingKeys } from './definitions.ts'
import {
  deleteSetting,
  insertSettingChange,
  listLatestChanges,
  listStoredSettings,
  upsertSetting,
} from './settings-repository.ts'

/** A change whose value is known to be within bounds. */
export interface AllowedChange {
  readonly key: SettingKey
  /** `undefined` resets the setting to its default. */
  readonly value: unknown
  /** The version the caller saw; another one now means somebody else was faster. */
  readonly expectedVersion?: number | undefined
  readonly comment?: string | undefined
  readonly source: 'console' | 'api' | 'command line'
}

/** Stores one change with its history and its audit entry; answers whether it changed anything. */
export async function applyChange(
  context: TransactionContext,
  change: AllowedChange,
  caller: Caller,
): Promise<boolean> {
  const { key, value } = change
  await assertVersion(context, key, change.expectedVersion)
  const from = (await readStored(context)).get(key)
  if (from === value) return false

  const changedAt = context.now()
  if (value === undefined) await deleteSetting(context.db, key)
  else await upsertSetting(context.db, key, value, changedAt)
  await insertSettingChange(context.db, {
    key,
    from,
    to: value,
    changedAt,
    actorId: caller.actor.id,
    actor: caller.actor.label,
    source: change.source,
    comment: change.comment,
  })
  await recordEvent(context, {
    action: 'setting.change',
    caller,
    object: { type: 'setting', id: key, label: key },
    changes: { [key]: [from ?? null, value ?? null] },
  })
  return true
}

async function assertVersion(
  context: TransactionContext,
  key: SettingKey,
  expected: number | undefined,
): Promise<void> {
  if (expected === undefined) return
  const latest = (await listLatestChanges(context.db)).find((change) => change.key === key)
  const version = latest?.id ?? 0
  if (version !== expected) {
    throw new ApiError('version_mismatch', { versions: { expected, version, value: latest?.to } })
  }
}

/**
 * Refuses changes after which settings would contradict each other, at the fields that `fieldOf` names.
 *
 * @throws {ApiError} `validation_failed`
 */
export async function assertConsistent(
  context: Context,
  changes: readonly AllowedChange[],
  fieldOf: (key: SettingKey) => string,
): Promise<void> {
  const { mode, pinnedSettings } = context.config
  const stored = await readStored(context)
  for (const { key, value } of changes) stored.set(key, value)

  const inForce = settingKeys.map((key) => {
    const value = stored.get(key)
    const isUsable = value !== undefined && validateValue(key, value) === undefined
    return [key, pinnedSettings[key] ?? (isUsable ? value : defaultOf(key, mode))]
  })
  const issue = validateCombination(Object.fromEntries(inForce) as SettingValues)
  const culprits = changes.filter(({ key }) => issue?.keys.includes(key))
  if (!issue || culprits.length === 0) return
  throw fieldErrors(Object.fromEntries(culprits.map(({ key }) => [fieldOf(key), [issue.message]])))
}

/** The stored values by key, those out of bounds too. */
export async function readStored(context: Context): Promise<Map<string, unknown>> {
  const rows = await listStoredSettings(context.db)
  return new Map(rows.map(({ key, value }) => [key, parse(value)]))
}

/** A row that somebody damaged stands for itself, so that it can be seen and replaced. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
