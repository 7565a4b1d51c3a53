import type { Context } from '../../context.ts'
import {
  defaultOf,
  definitionOf,
  type SettingDefinition,
  type SettingKey,
  settingKeys,
} from './definitions.ts'
import type { SettingSource } from './live-settings.ts'
import { listLatestChanges, type SettingChange } from './settings-repository.ts'

/** A setting with its definition, its value in force and where that comes from. */
export interface SettingState {
  readonly key: SettingKey
  readonly definition: SettingDefinition
  readonly value: number | boolean | string
  readonly defaultValue: number | boolean | string
  readonly source: SettingSource
  readonly isModified: boolean
  /** The id of the last change, 0 when there was none: what a conditional change refers to. */
  readonly version: number
  readonly lastChange: SettingChange | undefined
}

/** All settings in the order of their definitions. */
export async function readSettings(context: Context): Promise<SettingState[]> {
  const changes = await listLatestChanges(context.db)

  return settingKeys.map((key) => {
    const lastChange = changes.find((change) => change.key === key)
    const value = context.settings.values[key]
    const defaultValue = defaultOf(key, context.config.mode)
    return {
      key,
      definition: definitionOf(key),
      value,
      defaultValue,
      source: context.settings.sourceOf(key),
      isModified: value !== defaultValue,
      version: lastChange?.id ?? 0,
      lastChange,
    }
  })
}
