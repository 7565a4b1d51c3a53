import { nearest } from '../../../config/nearest.ts'
import {
  definitionOf,
  isSettingKey,
  type SettingDefinition,
  type SettingKey,
  settingKeys,
} from '../../../features/settings/definitions.ts'
import type { SettingState } from '../../../features/settings/read-settings.ts'
import type { SettingChange } from '../../../features/settings/settings-repository.ts'
import { durationText } from '../../../text/duration.ts'
import { CommandError } from '../../exit-codes.ts'
import { isoTime } from '../../output.ts'

/** The setting of this name in any case. @throws {CommandError} suggesting the one probably meant. */
export function parseSettingName(name: string): SettingKey {
  const key = name.toUpperCase()
  if (isSettingKey(key)) return key
  const meant = nearest(key, settingKeys)
  const hint = meant ? `Did you mean ${meant}?` : 'See: latchkey config list'
  throw new CommandError('notFound', `There is no setting ${name}. ${hint}`)
}

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

/** A value for people: durations as they may be typed, too. */
export function valueText(key: string, value: unknown): string {
  if (value === undefined || value === null) return '(default)'
  if (value === '') return '(empty)'
  if (isSettingKey(key) && definitionOf(key).type === 'image') {
    return `an SVG picture of ${String(value).length} characters`
  }
  const isDuration = isSettingKey(key) && unitOf(key) === 'seconds'
  return isDuration && typeof value === 'number' ? durationText(value) : String(value)
}

function unitOf(key: SettingKey): string | undefined {
  const definition: SettingDefinition = definitionOf(key)
  return definition.type === 'integer' ? definition.unit : undefined
}
