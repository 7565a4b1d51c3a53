import { nullable, Type } from '../../http/schema.ts'
import { maxEmailLength } from '../../text/email-address.ts'
import { maxPasswordLength } from './password-policy.ts'
import { maxUsernameLength } from './user.ts'

const email = Type.String({
  format: 'email',
  minLength: 1,
  maxLength: maxEmailLength,
  description: 'Email address; unique.',
})
const username = nullable<string>('string', {
  maxLength: maxUsernameLength,
  description: 'Username.',
})
const flags = {
  is_staff: Type.Optional(Type.Boolean({ description: 'Whether the user may use the console.' })),
  is_superuser: Type.Optional(
    Type.Boolean({
      description: 'Whether the user has all permissions; only superusers can change this.',
    }),
  ),
  is_active: Type.Optional(
    Type.Boolean({ description: 'False deactivates the user and ends all sessions.' }),
  ),
  groups: Type.Optional(
    Type.Array(Type.Integer(), { maxItems: 200, description: 'IDs of all groups.' }),
  ),
  permissions: Type.Optional(
    Type.Array(Type.String(), {
      maxItems: 200,
      description: 'All permissions granted directly.',
    }),
  ),
}

/** The body of a request that creates a user. */
export const NewUser = Type.Object(
  {
    email,
    password: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: maxPasswordLength,
        description: 'Password; without one the user cannot log in until one is set.',
      }),
    ),
    username: Type.Optional(username),
    ...flags,
  },
  { title: 'NewUser', examples: [{ email: 'bob@example.com', password: 'correct horse battery' }] },
)

/** The fields that a request may change; omitted ones stay as they are. */
export const UserChange = Type.Object(
  {
    email: Type.Optional(email),
    username: Type.Optional(username),
    ...flags,
    deactivation_reason: Type.Optional(
      nullable<string>('string', { maxLength: 500, description: 'Reason for the deactivation.' }),
    ),
    deactivated_until: Type.Optional(
      nullable<string>('string', {
        format: 'date-time',
        minLength: 1,
        description: 'When the deactivation ends automatically; null: never.',
      }),
    ),
    version: Type.Optional(
      Type.Integer({ description: 'Expected version; the alternative to If-Match.' }),
    ),
  },
  {
    title: 'UserChange',
    description: 'Fields to change.',
    examples: [{ is_staff: true, version: 4 }],
  },
)
