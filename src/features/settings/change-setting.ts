import { type Context, inTransaction, type TransactionContext } from '../../context.ts'
import { bumpRevision } from '../../database/revisions.ts'
import { ApiError, errorMessages, fieldErrors } from '../../errors.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { validateCombination, validateValue } from './check-value.ts'
import { isSettingKey, type SettingKey, settingDefinitions } from './definitions.ts'
import { effectiveSettings } from './live-settings.ts'
import {
  deleteSetting,
  findSettingChange,
  insertSettingChange,
  listLatestChanges,
  readStoredValues,
  upsertSetting,
} from './settings-repository.ts'

export interface SettingChangeRequest {
  readonly key: string
  /** `undefined` resets the setting to its default. */
  readonly value: unknown
  /** The version the caller saw: if there is another one now, nothing is changed. */
  readonly expectedVersion?: number | undefined
  readonly comment?: string | undefined
  readonly source: 'console' | 'api' | 'command line'
}

/** A change of a setting that exists and is not pinned, to a value within bounds. */
type AllowedChange = SettingChangeRequest & { readonly key: SettingKey }

/**
 * Changes one setting, with its history and its audit entry. The change is in force on this node at once and on
 * every other within a second. A request that changes nothing leaves no trace.
 *
 * @throws {ApiError} `not_found` for an unknown key, `setting_pinned` when the environment decides,
 *   `validation_failed` when the value is out of bounds, `version_mismatch` when someone else was faster.
 */
export async function changeSetting(
  context: Context,
  request: SettingChangeRequest,
  caller: Administrator,
): Promise<void> {
  await applyChanges(context, [allowChange(context, request)], caller, () => 'value')
}

/** What `changeSetting` would reject about the value; changes nothing. */
export async function tryChange(
  context: Context,
  request: SettingChangeRequest,
  caller: Administrator,
): Promise<void> {
  const change = allowChange(context, request)
  const stored = await readStoredValues(context.db)
  assertConsistent(context, stored, [change], () => 'value')
  assertKeepsEvidence(context, stored, [change], caller)
}

/**
 * Changes several settings, all or none: only their final state has to be consistent. Returns those that
 * really changed.
 *
 * @throws {ApiError} `validation_failed` naming every setting that is unknown, pinned, out of bounds or in conflict
 *   with another; `version_mismatch`.
 */
export function changeSettings(
  context: Context,
  requests: readonly SettingChangeRequest[],
  caller: Administrator,
): Promise<SettingKey[]> {
  return applyChanges(context, allowChanges(context, requests), caller, (key) => key)
}

/** What `changeSettings` would change, with the same errors and without effect. */
export async function planSettingChanges(
  context: Context,
  requests: readonly SettingChangeRequest[],
  caller: Administrator,
): Promise<SettingKey[]> {
  const changes = allowChanges(context, requests)
  const stored = await readStoredValues(context.db)
  assertConsistent(context, stored, changes, (key) => key)
  assertKeepsEvidence(context, stored, changes, caller)
  return changes.filter(({ key, value }) => stored.get(key) !== value).map(({ key }) => key)
}

/**
 * Restores the value that a setting had before the change with this id. Returns the key of the setting.
 *
 * @throws {ApiError} `not_found` and what `changeSetting` throws.
 */
export async function revertSetting(
  context: Context,
  {
    changeId,
    ...request
  }: Pick<AllowedChange, 'source' | 'expectedVersion'> & { changeId: number },
  caller: Administrator,
): Promise<string> {
  const change = await findSettingChange(context.db, changeId)
  if (!change) throw new ApiError('not_found')

  const { key, from: value } = change
  const comment = `Reverts change ${changeId}`
  await changeSetting(context, { ...request, key, value, comment }, caller)
  return key
}

/** @throws {ApiError} `not_found` */
export function parseSettingKey(text: string): SettingKey {
  if (!isSettingKey(text)) throw new ApiError('not_found')
  return text
}

function allowChange(context: Context, request: SettingChangeRequest): AllowedChange {
  const key = parseSettingKey(request.key)
  if (context.settings.sourceOf(key) === 'environment') throw new ApiError('setting_pinned')
  const issue = validateRequest(context, request)
  if (issue) throw fieldErrors({ value: [issue] })
  return { ...request, key }
}

function allowChanges(
  context: Context,
  requests: readonly SettingChangeRequest[],
): AllowedChange[] {
  const issues: Record<string, string[]> = {}
  for (const request of requests) {
    const issue = validateRequest(context, request)
    if (issue) issues[request.key] = [issue]
  }
  if (Object.keys(issues).length > 0) throw fieldErrors(issues)
  return requests.map((request) => ({ ...request, key: parseSettingKey(request.key) }))
}

function validateRequest(
  context: Context,
  { key, value }: SettingChangeRequest,
): string | undefined {
  if (!isSettingKey(key)) return 'There is no setting of this name.'
  if (context.settings.sourceOf(key) === 'environment') return errorMessages.setting_pinned
  return value === undefined ? undefined : validateValue(key, value)
}

async function applyChanges(
  context: Context,
  changes: readonly AllowedChange[],
  caller: Administrator,
  fieldOf: (key: SettingKey) => string,
): Promise<SettingKey[]> {
  const changed = await inTransaction(context, async (context) => {
    // First, because it is the lock: what follows sees every earlier change and no concurrent one.
    await bumpRevision(context.db, 'settings')
    const stored = await readStoredValues(context.db)
    assertConsistent(context, stored, changes, fieldOf)
    assertKeepsEvidence(context, stored, changes, caller)
    await assertVersions(context, changes)

    const effective = changes.filter(({ key, value }) => stored.get(key) !== value)
    for (const change of effective) {
      await writeChange(context, change, { from: stored.get(change.key), caller })
    }
    return effective.map(({ key }) => key)
  })
  await context.settings.reload(context.db)
  return changed
}

/** @throws {ApiError} `validation_failed` for changes after which settings would contradict each other. */
function assertConsistent(
  { config }: Context,
  stored: ReadonlyMap<string, unknown>,
  changes: readonly AllowedChange[],
  fieldOf: (key: SettingKey) => string,
): void {
  const issue = validateCombination(effectiveSettings(config, withChanges(stored, changes)).values)
  const causes = changes.filter(({ key }) => issue?.keys.includes(key))
  if (!issue || causes.length === 0) return
  throw fieldErrors(Object.fromEntries(causes.map(({ key }) => [fieldOf(key), [issue.message]])))
}

/**
 * Nobody but a superuser removes the evidence of their own acts.
 *
 * @throws {ApiError} `permission_denied`
 */
function assertKeepsEvidence(
  { config }: Context,
  stored: ReadonlyMap<string, unknown>,
  changes: readonly AllowedChange[],
  { isSuperuser }: Administrator,
): void {
  if (isSuperuser) return
  const before = effectiveSettings(config, stored).values
  const after = effectiveSettings(config, withChanges(stored, changes)).values
  const shortened = changes.find(
    ({ key }) => 'isEvidence' in settingDefinitions[key] && after[key] < before[key],
  )
  if (!shortened) return
  const message = `Only a superuser can shorten ${shortened.key}.`
  throw new ApiError('permission_denied', { message })
}

function withChanges(stored: ReadonlyMap<string, unknown>, changes: readonly AllowedChange[]) {
  return new Map([...stored, ...changes.map(({ key, value }) => [key, value] as const)])
}

/** @throws {ApiError} `version_mismatch` */
async function assertVersions(
  { db }: TransactionContext,
  changes: readonly AllowedChange[],
): Promise<void> {
  const conditional = changes.filter(({ expectedVersion }) => expectedVersion !== undefined)
  if (conditional.length === 0) return
  const latest = new Map((await listLatestChanges(db)).map(({ key, id }) => [key, id]))
  const isOutdated = conditional.some(
    ({ key, expectedVersion }) => (latest.get(key) ?? 0) !== expectedVersion,
  )
  if (isOutdated) throw new ApiError('version_mismatch')
}

async function writeChange(
  context: TransactionContext,
  { key, value, source, comment }: AllowedChange,
  { from, caller }: { readonly from: unknown; readonly caller: Administrator },
): Promise<void> {
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
    source,
    comment,
  })
  await recordEvent(context, {
    action: 'setting.change',
    caller,
    object: { type: 'setting', id: key, label: key },
    changes: { [key]: [audited(from), audited(value)] },
  })
}

const maxAudited = 500

/** A picture is in the history; the audit log says that there was one. */
function audited(value: unknown): unknown {
  const isLong = typeof value === 'string' && value.length > maxAudited
  return isLong ? `${value.slice(0, 60)}… (${value.length} characters)` : (value ?? null)
}
