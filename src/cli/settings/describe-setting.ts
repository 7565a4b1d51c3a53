import type { SettingState } from '../../features/settings/read-settings.ts'
import type { SettingChange } from '../../features/settings/settings-repository.ts'
import { isoTime } from '../output.ts'

/** A setting as `--json` shows it. */
export function settingDocument(setting: SettingState) {
  const { key, definition, value, defaultValue, source, isModified, version, lastChange } = setting
  return {
    key,
    value,
    default: defaultValue,
    type: definition.type,
    unit: 'unit' in definition ? definition.unit : null,
    group: definition.group,
    label: definition.label,
    help: definition.help,
    takes_effect: definition.takesEffect,
    source,
    is_modified: isModified,
    version,
    last_change: lastChange ? changeDocument(lastChange) : null,
  }
}

/** A change as `--json` shows it; `null` stands for the default. */
export function changeDocument(change: SettingChange) {
  return {
    id: change.id,
    key: change.key,
    from: change.from ?? null,
    to: change.to ?? null,
    changed_at: isoTime(change.changedAt),
    actor: change.actor,
    source: change.source,
    comment: change.comment ?? null,
  }
}

export function valueText(value: unknown): string {
  if (value === undefined || value === null) return '(default)'
  return value === '' ? '(empty)' : String(value)
}
