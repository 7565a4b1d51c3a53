import { ApiError } from '../../api/api-error.ts'
import { callApi } from '../../api/client.ts'
import type { ChangedSettings, Setting } from '../../api/shapes.ts'
import type { Change } from './use-drafts.ts'

export interface Conflict {
  readonly change: Change
  /** What the other administrator has made of it. */
  readonly theirs: Setting
}

/** Sends all changes, each with the version that was seen: the server makes all or none. @throws {ApiError} */
export function saveChanges(changes: readonly Change[], comment: string): Promise<ChangedSettings> {
  return patchSettings(changes, { comment: comment.trim() || undefined })
}

/** What the server would say to these changes, without making them. @throws {ApiError} */
export function tryChanges(changes: readonly Change[]): Promise<ChangedSettings> {
  return patchSettings(changes, { dry_run: true })
}

/** Makes the value the default again. */
export function resetSetting(setting: Setting): Promise<Setting> {
  return callApi('PATCH', `settings/${setting.key}/`, {
    body: { value: null, version: setting.version },
  })
}

/** Where somebody else was faster. */
export function conflictsIn(error: unknown, changes: readonly Change[]): readonly Conflict[] {
  if (!(error instanceof ApiError) || error.code !== 'version_mismatch') return []
  const { current = [] } = error.versions as { readonly current?: readonly Setting[] }
  return changes.flatMap((change) => {
    const theirs = current.find(({ key }) => key === change.setting.key)
    return theirs && theirs.version !== change.setting.version ? [{ change, theirs }] : []
  })
}

/** What is wrong, by setting, as far as the server says it about one of them. */
export function faultsIn(
  error: unknown,
  changes: readonly Change[],
): Readonly<Record<string, string>> {
  if (!(error instanceof ApiError)) return {}
  const faults = changes.flatMap(({ setting: { key } }) => {
    const messages = error.fieldErrors[key]
    return messages ? [[key, messages.join(' ')]] : []
  })
  return Object.fromEntries(faults)
}

function patchSettings(changes: readonly Change[], more: object): Promise<ChangedSettings> {
  const values = changes.map(({ setting, value }) => [setting.key, value])
  const versions = changes.map(({ setting }) => [setting.key, setting.version])
  return callApi('PATCH', 'settings/', {
    body: {
      values: Object.fromEntries(values),
      versions: Object.fromEntries(versions),
      ...more,
    },
  })
}
