import type { Group } from '../../features/groups/group.ts'
import { isoTime } from '../output.ts'

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

/** "1 member", "3 members": a count with its noun. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
