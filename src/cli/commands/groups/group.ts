import type { Context } from '../../../context.ts'
import { ApiError } from '../../../errors.ts'
import type { Group } from '../../../features/groups/group.ts'
import { findGroupByName, readGroup } from '../../../features/groups/read-groups.ts'
import { CommandError } from '../../exit-codes.ts'
import { isoTime } from '../../output.ts'

/** The group of this name or, deleted ones too, of this id. */
export async function getNamedGroup(context: Context, name: string): Promise<Group> {
  const group = await findGroupByName(context, name)
  if (group) return group
  const absent = `There is no group ${name}. See: latchkey groups list`
  if (!/^\d{1,15}$/.test(name)) throw new CommandError('notFound', absent)
  return readGroup(context, Number(name)).catch((error: unknown) => {
    const isAbsent = error instanceof ApiError && error.code === 'not_found'
    throw isAbsent ? new CommandError('notFound', absent, { cause: error }) : error
  })
}

/** The same, unless it is deleted: then there is nothing to change about it. */
export async function getActiveGroup(context: Context, name: string): Promise<Group> {
  const group = await getNamedGroup(context, name)
  if (group.deletedAt === null) return group
  const message = `${group.name} is deleted. To restore it: latchkey groups restore ${group.id}`
  throw new CommandError('notFound', message)
}

/** A group as `--json` shows it. */
export function groupDocument(group: Group) {
  return {
    id: group.id,
    name: group.name,
    permissions: group.permissions,
    members: group.memberCount,
    created_at: isoTime(group.createdAt),
    updated_at: isoTime(group.updatedAt),
    deleted_at: isoTime(group.deletedAt),
    version: group.version,
  }
}
