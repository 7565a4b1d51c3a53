import { listOf, listQuery } from '../../http/list-schema.ts'
import { DateTime, DateTimeOrNull, idOf, nullable, oneOf, Type } from '../../http/schema.ts'
import { toIsoString } from '../../text/date-time.ts'
import { maxEmailLength } from '../../text/email-address.ts'
import { maxPasswordLength } from '../users/password-policy.ts'
import { maxUsernameLength } from '../users/user.ts'
import { type Invitation, invitationStates } from './invitation.ts'

export const InvitationId = idOf('invitation')

export const NewInvitation = Type.Object(
  {
    email: Type.String({
      format: 'email',
      minLength: 1,
      maxLength: maxEmailLength,
      description: 'Whom to invite: an address without an account.',
    }),
    is_staff: Type.Optional(Type.Boolean({ description: 'Whether they may use the console.' })),
    groups: Type.Optional(
      Type.Array(Type.Integer(), { maxItems: 200, description: 'IDs of their groups.' }),
    ),
    permissions: Type.Optional(
      Type.Array(Type.String(), {
        maxItems: 200,
        description: 'Permissions that they get directly.',
      }),
    ),
  },
  { title: 'NewInvitation', examples: [{ email: 'bob@example.com', groups: [3] }] },
)

const example = {
  id: 5,
  email: 'bob@example.com',
  state: 'open' as const,
  is_staff: false,
  groups: [3],
  permissions: [],
  invited_by: 'alice@example.com',
  created_at: '2030-01-01T00:00:00.000Z',
  sent_at: '2030-01-01T00:00:00.000Z',
  expires_at: '2030-01-08T00:00:00.000Z',
  accepted_at: null,
  revoked_at: null,
  user_id: null,
}

export const InvitationBody = Type.Object(
  {
    id: Type.Integer({ description: 'Invitation ID.' }),
    email: Type.String({ description: 'Who is invited.' }),
    state: oneOf(invitationStates, 'Whether it can still be accepted.'),
    is_staff: Type.Boolean({ description: 'Whether they may use the console.' }),
    groups: Type.Array(Type.Integer(), { description: 'IDs of their groups.' }),
    permissions: Type.Array(Type.String(), { description: 'Permissions that they get directly.' }),
    invited_by: Type.String({ description: 'Who invited them.' }),
    created_at: DateTime('When they were invited.'),
    sent_at: DateTime('When the email was last sent.'),
    expires_at: DateTime('Until when the link works.'),
    accepted_at: DateTimeOrNull('When it was accepted.'),
    revoked_at: DateTimeOrNull('When it was revoked.'),
    user_id: nullable<number>('integer', { description: 'The user who accepted it.' }),
  },
  { title: 'Invitation', description: 'An account offered to an address.', examples: [example] },
)

export const InvitationList = listOf(InvitationBody, example)

export const InvitationQuery = listQuery(['id'], {
  state: Type.Optional(oneOf(invitationStates, 'Only invitations in this state.')),
  q: Type.Optional(
    Type.String({ maxLength: maxEmailLength, description: 'Prefix of the email address.' }),
  ),
})

export const Acceptance = Type.Object(
  {
    token: Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'The part of the emailed link after the `#`.',
    }),
    password: Type.String({
      minLength: 1,
      maxLength: maxPasswordLength,
      description: 'The password to log in with. Leading and trailing whitespace is removed.',
    }),
    username: Type.Optional(
      nullable<string>('string', { maxLength: maxUsernameLength, description: 'Username.' }),
    ),
  },
  {
    title: 'InvitationAcceptance',
    examples: [
      { token: 'Zm9vYmFyYmF6cXV4MTIzNA.c2lnbmF0dXJl…', password: 'correct horse battery' },
    ],
  },
)

export const Accepted = Type.Object(
  {
    id: Type.Integer({ description: 'User ID.' }),
    email: Type.String({ description: 'Email address to log in with.' }),
  },
  {
    title: 'InvitationAccepted',
    description: 'The account exists; log in with it.',
    examples: [{ id: 8, email: 'bob@example.com' }],
  },
)

export function invitationBody(invitation: Invitation) {
  return {
    id: invitation.id,
    email: invitation.email,
    state: invitation.state,
    is_staff: invitation.isStaff,
    groups: [...invitation.groups],
    permissions: [...invitation.permissions],
    invited_by: invitation.inviter,
    created_at: toIsoString(invitation.createdAt),
    sent_at: toIsoString(invitation.sentAt),
    expires_at: toIsoString(invitation.expiresAt),
    accepted_at: toIsoString(invitation.acceptedAt),
    revoked_at: toIsoString(invitation.revokedAt),
    user_id: invitation.userId,
  }
}
