import type { Context } from '../../context.ts'
import { type BoundedCount, exactCountLimit } from '../../database/bounded-count.ts'
import type { Page } from '../../database/keyset.ts'
import { ApiError } from '../../errors.ts'
import type { Group } from './group.ts'
import {
  countGroupRows,
  countMembers,
  findGroupRow,
  findGroupRowByName,
  type GroupFilter,
  type GroupPage,
  type GroupRow,
  listCodesByGroup,
  listGroupRows,
} from './group-repository.ts'

/** One page of the groups, with their permissions and how many members they have. */
export async function listGroups(
  context: Context,
  filter: GroupFilter,
  page: GroupPage,
): Promise<Page<Group>> {
  const { items, next } = await listGroupRows(context.db, filter, page)
  return { items: await describeGroups(context, items), next }
}

export function countGroups(
  context: Context,
  filter: GroupFilter,
  isExactRequested: boolean,
): Promise<BoundedCount> {
  return countGroupRows(context.db, filter, isExactRequested ? undefined : exactCountLimit)
}

/** A group, deleted ones too. @throws {ApiError} `not_found` */
export async function readGroup(context: Context, id: number): Promise<Group> {
  const row = await findGroupRow(context.db, id)
  const [group] = row ? await describeGroups(context, [row]) : []
  if (!group) throw new ApiError('not_found')
  return group
}

/** The group of exactly this name, unless it is deleted. */
export async function findGroupByName(context: Context, name: string): Promise<Group | undefined> {
  const row = await findGroupRowByName(context.db, name)
  const [group] = row ? await describeGroups(context, [row]) : []
  return group
}

async function describeGroups(context: Context, rows: readonly GroupRow[]): Promise<Group[]> {
  const ids = rows.map((row) => row.id)
  const members = await countMembers(context.db, ids)
  const codes = await listCodesByGroup(context.db, ids)
  return rows.map((row) => ({
    ...row,
    memberCount: members.get(row.id) ?? 0,
    permissions: codes.filter(({ groupId }) => groupId === row.id).map(({ code }) => code),
  }))
}
