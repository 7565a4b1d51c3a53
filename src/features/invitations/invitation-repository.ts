import { type Expression, expressionBuilder, type Selection, type SqlBool, sql } from 'kysely'
import { type BoundedCount, boundedCount } from '../../database/bounded-count.ts'
import { startsWith } from '../../database/conditions.ts'
import { listPage, type Page, type PageRequest } from '../../database/keyset.ts'
import type { Database, Tables, TransactionHandle } from '../../database/tables.ts'

const columns = [
  'invitations.id',
  'invitations.email',
  'invitations.normalized_email as normalizedEmail',
  'invitations.is_staff as isStaff',
  'invitations.group_ids as groupIds',
  'invitations.permissions',
  'invitations.inviter_kind as inviterKind',
  'invitations.inviter_id as inviterId',
  'invitations.inviter',
  'invitations.created_at as createdAt',
  'invitations.sent_at as sentAt',
  'invitations.expires_at as expiresAt',
  'invitations.accepted_at as acceptedAt',
  'invitations.revoked_at as revokedAt',
  'invitations.user_id as userId',
] as const

export type InvitationRow = Readonly<Selection<Tables, 'invitations', (typeof columns)[number]>>

export interface NewInvitation {
  readonly email: string
  readonly normalizedEmail: string
  readonly isStaff: boolean
  readonly groupIds: readonly number[]
  readonly permissions: readonly string[]
  readonly inviter: { readonly kind: string; readonly id?: number; readonly label: string }
  readonly createdAt: number
  readonly expiresAt: number
}

/** Returns undefined when the address has one that was neither accepted nor revoked. */
export function insertInvitation(
  db: TransactionHandle,
  invitation: NewInvitation,
): Promise<InvitationRow | undefined> {
  return db
    .insertInto('invitations')
    .values({
      email: invitation.email,
      normalized_email: invitation.normalizedEmail,
      is_staff: invitation.isStaff,
      group_ids: JSON.stringify(invitation.groupIds),
      permissions: JSON.stringify(invitation.permissions),
      inviter_kind: invitation.inviter.kind,
      inviter_id: invitation.inviter.id ?? null,
      inviter: invitation.inviter.label,
      created_at: invitation.createdAt,
      sent_at: invitation.createdAt,
      expires_at: invitation.expiresAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning(columns)
    .executeTakeFirst()
}

export function findInvitation(db: Database, id: number): Promise<InvitationRow | undefined> {
  return db.selectFrom('invitations').select(columns).where('id', '=', id).executeTakeFirst()
}

/** The one of an address that was neither accepted nor revoked. */
export function findPendingInvitation(
  db: Database,
  normalizedEmail: string,
): Promise<InvitationRow | undefined> {
  return db
    .selectFrom('invitations')
    .select(columns)
    .where('normalized_email', '=', normalizedEmail)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
}

/** The invitations that a user accepted. */
export function listInvitationsOfUser(db: Database, userId: number): Promise<InvitationRow[]> {
  return db
    .selectFrom('invitations')
    .select(columns)
    .where('user_id', '=', userId)
    .orderBy('id')
    .execute()
}

export interface InvitationPatch {
  readonly sentAt?: number
  readonly expiresAt?: number
  readonly acceptedAt?: number
  readonly revokedAt?: number
  readonly userId?: number
}

/** Changes one that was neither accepted nor revoked; of simultaneous ends one gets the row. */
export function updatePendingInvitation(
  db: TransactionHandle,
  id: number,
  patch: InvitationPatch,
): Promise<InvitationRow | undefined> {
  return (
    db
      .updateTable('invitations')
      // Kysely leaves out what is undefined.
      .set({
        sent_at: patch.sentAt,
        expires_at: patch.expiresAt,
        accepted_at: patch.acceptedAt,
        revoked_at: patch.revokedAt,
        user_id: patch.userId,
      })
      .where('id', '=', id)
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .returning(columns)
      .executeTakeFirst()
  )
}

export interface InvitationFilter {
  readonly state?: string | undefined
  readonly emailPrefix?: string | undefined
  readonly now: number
}

export function listInvitationRows(
  db: Database,
  filter: InvitationFilter,
  page: PageRequest,
): Promise<Page<InvitationRow>> {
  const id = sql<number>`invitations.id`
  return listPage(db, matching(db, filter).select(columns), { by: id, id }, page)
}

export function countInvitationRows(
  db: Database,
  filter: InvitationFilter,
  limit: number | undefined,
): Promise<BoundedCount> {
  return boundedCount(db, matching(db, filter).select('invitations.id'), limit)
}

const eb = expressionBuilder<Tables, 'invitations'>()

function matching(db: Database, { state, emailPrefix, now }: InvitationFilter) {
  const conditions: Expression<SqlBool>[] = []
  if (state === 'accepted') conditions.push(eb('accepted_at', 'is not', null))
  if (state === 'revoked') conditions.push(eb('revoked_at', 'is not', null))
  if (state === 'open' || state === 'expired') {
    conditions.push(eb('accepted_at', 'is', null), eb('revoked_at', 'is', null))
    conditions.push(eb('expires_at', state === 'open' ? '>' : '<=', now))
  }
  if (emailPrefix) {
    conditions.push(startsWith(sql<string>`normalized_email`, emailPrefix.toLowerCase()))
  }
  return db.selectFrom('invitations').where(eb.and(conditions))
}

/** Deletes at most `limit` invitations that ran out before this time. */
export async function deleteOldInvitations(
  db: Database,
  before: number,
  limit: number,
): Promise<void> {
  const old = db
    .selectFrom('invitations')
    .select('id')
    .where('expires_at', '<', before)
    .limit(limit)
  await db.deleteFrom('invitations').where('id', 'in', old).execute()
}
