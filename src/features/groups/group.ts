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
