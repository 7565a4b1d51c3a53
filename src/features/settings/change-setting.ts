import { type Caller, type Context, inTransaction } from '../../context.ts'
import { bumpRevision } from '../../database/revisions.ts'
import { ApiError, errorMessages, fieldErrors } from '../../errors.ts'
import { type AllowedChange, applyChange, assertConsistent, readStored } from './apply-change.ts'
import { validateValue } from './check-value.ts'
import { isSettingKey, type SettingKey } from './definitions.ts'
import { findSettingChange } from './settings-repository.ts'

export type SettingChangeRequest = Omit<AllowedChange, 'key'> & { readonly key: string }

/**
 * Changes one setting, with its history and its audit entry, and puts it in force on this node at once and on
 * every other within a second. A request that changes nothing leaves no trace.
 *
 * @throws {ApiError} `not_found` for an unknown key, `setting_pinned` when the environment decides,
 *   `validation_failed` when the value is out of bounds, `version_mismatch` when another change came between.
 */
export async function changeSetting(
  context: Context,
  request: SettingChangeRequest,
  caller: Caller,
): Promise<void> {
  const change = { ...request, key: parseSettingKey(request.key) }
  if (context.settings.sourceOf(change.key) === 'environment') throw new ApiError('setting_pinned')
  const issue = change.value === undefined ? undefined : validateValue(change.key, change.value)
  if (issue) throw fieldErrors({ value: [issue] })

  await applyChanges(context, [change], caller, () => 'value')
}

/** Refuses what `changeSetting` would refuse about the value, and changes nothing. */
export async function tryChange(context: Context, request: SettingChangeRequest): Promise<void> {
  const [change] = allowChanges(context, [request])
  if (change) await assertConsistent(context, [change], () => 'value')
}

/**
 * Changes several settings, all or none: only their final state has to fit together. Returns those that were
 * really changed.
 *
 * @throws {ApiError} `validation_failed` naming every setting at issue: unknown, pinned, out of bounds or contradicting
 *   another; `version_mismatch`.
 */
export function changeSettings(
  context: Context,
  requests: readonly SettingChangeRequest[],
  caller: Caller,
): Promise<SettingKey[]> {
  return applyChanges(context, allowChanges(context, requests), caller, (key) => key)
}

/** What `changeSettings` would change, with the same errors and no effect. */
export async function planSettingChanges(
  context: Context,
  requests: readonly SettingChangeRequest[],
): Promise<SettingKey[]> {
  const changes = allowChanges(context, requests)
  await assertConsistent(context, changes, (key) => key)
  const stored = await readStored(context)
  return changes.filter(({ key, value }) => stored.get(key) !== value).map(({ key }) => key)
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
  caller: Caller,
  fieldOf: (key: SettingKey) => string,
): Promise<SettingKey[]> {
  const changed = await inTransaction(context, async (context) => {
    // First, because it is the lock: what follows sees every earlier change and no concurrent one.
    await bumpRevision(context.db, 'settings')
    await assertConsistent(context, changes, fieldOf)
    const changed: SettingKey[] = []
    for (const change of changes) {
      if (await applyChange(context, change, caller)) changed.push(change.key)
    }
    return changed
  })
  await context.settings.reload(context.db)
  return changed
}

/**
 * Puts back the value that the setting had before the change with this id, and answers which setting that is.
 *
 * @throws {ApiError} `not_found` and what `changeSetting` throws.
 */
export async function revertSetting(
  context: Context,
  {
    changeId,
    ...request
  }: Pick<AllowedChange, 'source' | 'expectedVersion'> & { changeId: number },
  caller: Caller,
): Promise<string> {
  const change = await findSettingChange(context.db, changeId)
  if (!change) throw new ApiError('not_found')

  const { key, from: value } = change
  const comment = `Reverts change ${changeId}`
  await changeSetting(context, { ...request, key, value, comment }, caller)
  return key
}

export function parseSettingKey(text: string): SettingKey {
  if (!isSettingKey(text)) throw new ApiError('not_found')
  return text
}
