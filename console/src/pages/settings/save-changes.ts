import { ApiError, describeError } from '../../api/api-error.ts'
import { callApi } from '../../api/client.ts'
import type { Setting } from '../../api/shapes.ts'
import type { Change } from './use-drafts.ts'

export interface Conflict {
  readonly change: Change
  /** What the other administrator has made of it. */
  readonly theirs: Setting
}

export interface SaveResult {
  readonly saved: readonly Setting[]
  readonly conflicts: readonly Conflict[]
  readonly failed: readonly { readonly change: Change; readonly fault: string }[]
}

/** Sends what was changed, key by key, each with the version that was seen; says what became of each. */
export async function saveChanges(
  changes: readonly Change[],
  comment: string,
): Promise<SaveResult> {
  const saved: Setting[] = []
  const conflicts: Conflict[] = []
  const failed: { change: Change; fault: string }[] = []

  for (const change of changes) {
    try {
      saved.push(await patchSetting(change, { comment: comment.trim() || undefined }))
    } catch (error) {
      const theirs = currentOf(error)
      if (theirs) conflicts.push({ change, theirs })
      else failed.push({ change, fault: faultOf(error) })
    }
  }
  return { saved, conflicts, failed }
}

/** What the server would say to a change, without making it. */
export function tryChange(change: Change): Promise<Setting> {
  return patchSetting(change, { dry_run: true })
}

/** Makes the value the default again. */
export function resetSetting(setting: Setting): Promise<Setting> {
  return callApi<Setting>('PATCH', `settings/${setting.key}/`, {
    body: { value: null, version: setting.version },
  })
}

function patchSetting({ setting, value }: Change, more: object): Promise<Setting> {
  return callApi<Setting>('PATCH', `settings/${setting.key}/`, {
    body: { value, version: setting.version, ...more },
  })
}

function currentOf(error: unknown): Setting | undefined {
  if (!(error instanceof ApiError) || error.code !== 'version_mismatch') return undefined
  return (error.versions as { readonly current?: Setting } | undefined)?.current
}

export function faultOf(error: unknown): string {
  const fault = error instanceof ApiError ? error.fieldErrors['value']?.join(' ') : undefined
  return fault ?? describeError(error)
}
