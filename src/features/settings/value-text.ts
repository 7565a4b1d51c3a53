import { durationText } from '../../text/duration.ts'
import { definitionOf, isSettingKey, type SettingDefinition } from './definitions.ts'

/** A value of a setting for people: durations as they may be typed, too. */
export function valueText(key: string, value: unknown): string {
  if (value === undefined || value === null) return '(default)'
  if (value === '') return '(empty)'
  const definition: SettingDefinition | undefined = isSettingKey(key)
    ? definitionOf(key)
    : undefined
  if (definition?.type === 'image') return `an SVG picture of ${String(value).length} characters`
  const isDuration = definition?.type === 'integer' && definition.unit === 'seconds'
  return isDuration && typeof value === 'number' ? durationText(value) : String(value)
}
