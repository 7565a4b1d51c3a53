import type { FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { clientInfoOf } from '../../http/client-info.ts'
import { errorResponses } from '../../http/error-responses.ts'
import { withFurtherIssues } from '../../http/further-issues.ts'
import { Type } from '../../http/schema.ts'
import type { Access, App } from '../../http/types.ts'
import { maxEmailLength } from '../users/email-address.ts'
import { changeProfile, validateProfile } from './change-profile.ts'
import { readProfile } from './read-profile.ts'

const Username = Type.Unsafe<string | null>({ type: ['string', 'null'] })

const Profile = Type.Object(
  {
    id: Type.Integer({ description: 'Number of the account.' }),
    username: { ...Username, description: 'Name to show, if one was chosen.' },
    email: Type.String({ description: 'Address of the account.' }),
  },
  {
    title: 'Profile',
    description: 'The profile.',
    examples: [{ id: 1, username: null, email: 'alice@example.com' }],
  },
)

const ProfileChange = Type.Object(
  {
    username: Type.Optional({
      ...Username,
      maxLength: 150,
      description: 'Name to show; null removes it.',
      'x-accepts-numbers': true,
    }),
    email: Type.Optional(
      Type.String({
        format: 'email',
        minLength: 1,
        maxLength: maxEmailLength,
        description: 'New address; the account’s other sessions end.',
      }),
    ),
  },
  {
    title: 'ProfileChange',
    description: 'The fields to change.',
    examples: [{ username: 'Alice' }],
  },
)

const credentials = [
  'credentials_missing',
  'authorization_malformed',
  'authorization_scheme_unknown',
  'access_token_expired',
  'access_token_invalid',
  'user_not_found',
  'not_acceptable',
  'unavailable',
] as const

const security = [{ bearer: [] }]

/** What people do with their own account. */
export function profileRoutes(app: App, context: Context): void {
  app.get(
    '/me/',
    {
      config: { name: 'Me' },
      schema: {
        operationId: 'readProfile',
        summary: 'Read your profile',
        description: 'The account that the access token belongs to.',
        tags: ['Profile'],
        security,
        response: { 200: Profile, ...errorResponses(...credentials) },
      },
    },
    (request) => readProfile(context, getAccess(request).userId),
  )

  app.put(
    '/me/',
    {
      config: { name: 'Me' },
      schema: {
        operationId: 'changeProfile',
        summary: 'Change your profile',
        description: 'Changes the fields that are given and leaves the others.',
        tags: ['Profile'],
        security,
        body: ProfileChange,
        response: {
          200: Profile,
          ...errorResponses(
            'validation_failed',
            'body_unreadable',
            'unsupported_media_type',
            'body_too_large',
            ...credentials,
          ),
        },
      },
      errorHandler: withFurtherIssues((accepted, request) =>
        validateProfile(context, getAccess(request).userId, accepted),
      ),
    },
    (request) => changeProfile(context, getAccess(request), request.body, clientInfoOf(request)),
  )
}

function getAccess(request: FastifyRequest): Access {
  if (!request.access) throw new ApiError('credentials_missing')
  return request.access
}
