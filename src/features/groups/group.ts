import { refuseFields } from '../../errors.ts'

export const greatestNameLength = 150

/** A named set of rights for its members. Moments are milliseconds. */
export interface Group {
  readonly id: number
  readonly name: string
  readonly createdAt: number
  readonly updatedAt: number
  readonly deletedAt: number | undefined
  readonly version: number
  readonly memberCount: number
  readonly permissions: readonly string[]
}

/** How audit entries name a group. */
export function objectOfGroup({ id, name }: Pick<Group, 'id' | 'name'>) {
  return { type: 'group', id, label: name } as const
}

/** @throws {AuthError} `validation_failed` for a name that says nothing, or too much. */
export function requireGroupName(name: string): void {
  const length = [...name.trim()].length
  if (length === 0) throw refuseFields({ name: ['This field may not be blank.'] })
  if (length <= greatestNameLength) return
  const fault = `Ensure this field has no more than ${greatestNameLength} characters.`
  throw refuseFields({ name: [fault] })
}
