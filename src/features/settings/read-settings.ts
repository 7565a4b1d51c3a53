import type { Context } from '../../context.ts'
import type { BoundedCount } from '../../database/bounded-count.ts'
import type { Page, PageRequest } from '../../database/keyset.ts'
import { ApiError } from '../../errors.ts'
import {
  defaultOf,
  definitionOf,
  type SettingDefinition,
  type SettingKey,
  settingKeys,
} from './definitions.ts'
import type { SettingSource } from './live-settings.ts'
import {
  countChanges,
  findSettingChange,
  listLatestChanges,
  listSettingChanges as listRows,
  type SettingChange,
} from './settings-repository.ts'

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

/** The setting of this name. @throws {ApiError} `not_found` */
export async function readSetting(context: Context, key: string): Promise<SettingState> {
  const setting = (await readSettings(context)).find((each) => each.key === key)
  if (!setting) throw new ApiError('not_found')
  return setting
}

export interface HistoryFilter {
  readonly key?: string | undefined
  readonly actor?: string | undefined
}

/** One page of the history, newest first. */
export async function listSettingChanges(
  context: Context,
  { key, actor }: HistoryFilter,
  { after, limit }: PageRequest,
): Promise<Page<SettingChange>> {
  const rows = await listRows(context.db, { key, actor, beforeId: after?.id, limit: limit + 1 })
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  return { items, next: hasMore ? { value: last.id, id: last.id } : undefined }
}

export async function countSettingChanges(
  context: Context,
  filter: HistoryFilter,
): Promise<BoundedCount> {
  return { count: await countChanges(context.db, filter), isExact: true }
}

/** @throws {ApiError} `not_found` */
export async function getSettingChange(context: Context, id: number): Promise<SettingChange> {
  const change = await findSettingChange(context.db, id)
  if (!change) throw new ApiError('not_found')
  return change
}
