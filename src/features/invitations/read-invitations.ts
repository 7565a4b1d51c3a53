import type { Context } from '../../context.ts'
import { type BoundedCount, exactCountLimit } from '../../database/bounded-count.ts'
import type { Page, PageRequest } from '../../database/keyset.ts'
import { ApiError } from '../../errors.ts'
import { type Invitation, type InvitationState, invitationFrom } from './invitation.ts'
import { countInvitationRows, findInvitation, listInvitationRows } from './invitation-repository.ts'

export interface InvitationFilter {
  readonly state?: InvitationState | undefined
  readonly emailPrefix?: string | undefined
}

/** One page of the invitations. */
export async function listInvitations(
  context: Context,
  filter: InvitationFilter,
  page: PageRequest,
): Promise<Page<Invitation>> {
  const now = context.now()
  const { items, next } = await listInvitationRows(context.db, { ...filter, now }, page)
  return { items: items.map((row) => invitationFrom(row, now)), next }
}

export function countInvitations(
  context: Context,
  filter: InvitationFilter,
  isExactRequested: boolean,
): Promise<BoundedCount> {
  const limit = isExactRequested ? undefined : exactCountLimit
  return countInvitationRows(context.db, { ...filter, now: context.now() }, limit)
}

/** @throws {ApiError} `not_found` */
export async function getInvitation(context: Context, id: number): Promise<Invitation> {
  const row = await findInvitation(context.db, id)
  if (!row) throw new ApiError('not_found')
  return invitationFrom(row, context.now())
}

/** The error about an invitation that nothing can be done with any more. */
export function closedInvitation(): ApiError {
  return new ApiError('conflict', { message: 'The invitation was accepted or revoked.' })
}
