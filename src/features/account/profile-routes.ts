import type { FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { clientInfoOf } from '../../http/client-info.ts'
import { errorResponses } from '../../http/error-responses.ts'
import { Type } from '../../http/schema.ts'
import type { Access, App } from '../../http/types.ts'
import { maxEmailLength } from '../../text/email-address.ts'
import { changeProfile, readProfile, validateProfile } from './profile.ts'

const Username = Type.Unsafe<string | null>({ type: ['string', 'null'] })

export const Profile = Type.Object(
  {
    id: Type.Integer({ description: 'User ID.' }),
    username: { ...Username, description: 'Username.' },
    email: Type.String({ description: 'Email address.' }),
  },
  {
    title: 'Profile',
    description: 'A profile.',
    examples: [{ id: 1, username: null, email: 'alice@example.com' }],
  },
)

const ProfileChange = Type.Object(
  {
    username: Type.Optional({
      ...Username,
      maxLength: 150,
      description: 'Username; null removes it.',
      'x-accepts-numbers': true,
    }),
    email: Type.Optional(
      Type.String({
        format: 'email',
        minLength: 1,
        maxLength: maxEmailLength,
        description: 'New email address. Changing it ends your other sessions.',
      }),
    ),
  },
  {
    title: 'ProfileChange',
    description: 'Fields to change.',
    examples: [{ username: 'Alice' }],
  },
)

/** The errors of every request with an access token. */
export const accessErrors = [
  'credentials_missing',
  'authorization_malformed',
  'authorization_scheme_unknown',
  'access_token_expired',
  'access_token_invalid',
  'user_not_found',
  'not_acceptable',
  'unavailable',
] as const

/** The errors of every request with a body. */
export const bodyErrors = ['body_unreadable', 'unsupported_media_type', 'body_too_large'] as const

const security = [{ bearer: [] }]

/** What people do with their own account. */
export function profileRoutes(app: App, context: Context): void {
  app.get(
    '/me/',
    {
      config: { name: 'Me', isForbiddenAsBefore: true },
      schema: {
        operationId: 'readProfile',
        summary: 'Read your profile',
        description: 'Returns the profile of the user whose access token is sent.',
        tags: ['Profile'],
        security,
        response: { 200: Profile, ...errorResponses(...accessErrors) },
      },
    },
    (request) => readProfile(context, accessOf(request).userId),
  )

  app.put(
    '/me/',
    {
      config: {
        name: 'Me',
        isForbiddenAsBefore: true,
        check: (accepted, request) => validateProfile(context, accessOf(request).userId, accepted),
      },
      schema: {
        operationId: 'changeProfile',
        summary: 'Change your profile',
        description:
          'Omitted fields do not change. Where email is configured, another address is asked for at /api/me/email/; with EMAIL_CHANGE=immediate it takes effect here, and needs a password given in the last 10 minutes (/api/step-up/).',
        tags: ['Profile'],
        security,
        body: ProfileChange,
        response: {
          200: Profile,
          ...errorResponses(
            'validation_failed',
            'reauthentication_required',
            ...bodyErrors,
            ...accessErrors,
          ),
        },
      },
    },
    (request) => changeProfile(context, accessOf(request), request.body, clientInfoOf(request)),
  )
}

/** Whom the access token of the request speaks for. @throws {ApiError} `credentials_missing` */
export function accessOf(request: FastifyRequest): Access {
  if (!request.access) throw new ApiError('credentials_missing')
  return request.access
}
