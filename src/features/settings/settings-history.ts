import type { Context } from '../../context.ts'
import type { BoundedCount } from '../../database/bounded-count.ts'
import type { Page, PageRequest } from '../../database/keyset.ts'
import { ApiError } from '../../errors.ts'
import {
  countChanges,
  findSettingChange,
  listSettingChanges as listRows,
  type SettingChange,
} from './settings-repository.ts'

export interface HistoryFilter {
  readonly key?: string | undefined
  readonly actor?: string | undefined
}

/** One page of the changes, the newest first. */
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
