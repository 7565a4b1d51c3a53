import type { InvitationRow } from './invitation-repository.ts'

export const invitationStates = ['open', 'expired', 'accepted', 'revoked'] as const

export type InvitationState = (typeof invitationStates)[number]

/** What whoever accepts gets besides an account. */
export interface InvitedGrants {
  readonly isStaff: boolean
  readonly groups: readonly number[]
  readonly permissions: readonly string[]
}

/** An account that is offered to an address. Times are milliseconds. */
export interface Invitation extends Omit<InvitationRow, 'groupIds' | 'permissions'>, InvitedGrants {
  readonly state: InvitationState
}

export function invitationFrom(row: InvitationRow, now: number): Invitation {
  const { groupIds, permissions, ...rest } = row
  return {
    ...rest,
    groups: JSON.parse(groupIds),
    permissions: JSON.parse(permissions),
    state: stateOf(row, now),
  }
}

function stateOf(row: InvitationRow, now: number): InvitationState {
  if (row.acceptedAt !== null) return 'accepted'
  if (row.revokedAt !== null) return 'revoked'
  return row.expiresAt > now ? 'open' : 'expired'
}

/** How audit entries name an invitation. */
export function invitationObject({ id, email }: Pick<Invitation, 'id' | 'email'>) {
  return { type: 'invitation', id, label: email } as const
}
