import { fieldErrors } from '../../errors.ts'
import type { GroupRow } from './group-repository.ts'

export const maxNameLength = 150

/** A named set of permissions for its members. */
export interface Group extends GroupRow {
  readonly memberCount: number
  readonly permissions: readonly string[]
}

/** How audit entries name a group. */
export function objectOfGroup({ id, name }: Pick<Group, 'id' | 'name'>) {
  return { type: 'group', id, label: name } as const
}

/** @throws {ApiError} `validation_failed` for a name that says nothing, or too much. */
export function parseGroupName(name: string): void {
  const length = [...name.trim()].length
  if (length === 0) throw fieldErrors({ name: ['This field may not be blank.'] })
  if (length <= maxNameLength) return
  const issue = `Ensure this field has no more than ${maxNameLength} characters.`
  throw fieldErrors({ name: [issue] })
}
