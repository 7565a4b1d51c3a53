import type { Context } from '../../context.ts'
import { ApiError, fieldErrors } from '../../errors.ts'
import { adminSecurity, readErrors, writeErrors } from '../../http/admin-schema.ts'
import { toIsoString } from '../../http/date-time.ts'
import { DateTime, DateTimeOrNull, nullable, oneOf } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { type Administrator, assertRecentPassword } from '../permissions/administrator.ts'
import { administratorOf } from '../permissions/route-guard.ts'
import { type DescribedKey, readKeyStates } from './key-states.ts'
import {
  defaultActivationDelaySeconds,
  minActivationDelaySeconds,
  revokeSigningKey,
  rotateSigningKey,
} from './rotate-key.ts'
import { nextRotationAt } from './rotate-when-due.ts'

const states = ['next', 'current', 'previous', 'retired', 'revoked'] as const

const example = {
  kid: 'hM2Hn2Xj5…',
  algorithm: 'ES256',
  state: 'current' as const,
  created_at: '2030-01-01T00:00:00.000Z',
  activates_at: '2030-01-01T00:10:00.000Z',
  retires_at: null,
  revoked_at: null,
  revocable_at: null,
}

const Key = Type.Object(
  {
    kid: Type.String({ description: 'Its name in the header of tokens.' }),
    algorithm: Type.String({ description: 'How it signs.' }),
    state: oneOf(states, 'Its place in the succession.'),
    created_at: DateTime('When it was made and published.'),
    activates_at: DateTime('From when it signs.'),
    retires_at: DateTimeOrNull('From when no token signed by it can be valid.'),
    revoked_at: DateTimeOrNull('When it was withdrawn.'),
    revocable_at: DateTimeOrNull('From when withdrawing it harms nobody; null while it signs.'),
  },
  {
    title: 'SigningKey',
    description: 'A signing key; its private half is shown to nobody.',
    examples: [example],
  },
)

const KeyList = Type.Object(
  {
    results: Type.Array(Key, { description: 'All keys, the newest first.' }),
    next: nullable<string>('string', { description: 'Always null.' }),
    count: Type.Integer({ description: 'How many.' }),
    count_is_exact: Type.Boolean({ description: 'Always true.' }),
    algorithm: Type.String({ description: 'How tokens are signed.' }),
    shared_secret: Type.Boolean({ description: 'HS256: who verifies needs SECRET_KEY.' }),
    jwks_url: Type.String({ description: 'Where the public keys are.' }),
    rotation_interval_seconds: Type.Integer({
      description: 'KEY_ROTATION_INTERVAL; 0 when only people rotate.',
    }),
    next_rotation_at: DateTimeOrNull('When a new key is made by itself.'),
    default_activation_delay_seconds: Type.Integer({
      description: 'How long verifiers may keep the published keys.',
    }),
  },
  {
    title: 'SigningKeyList',
    description: 'The signing keys.',
    examples: [
      {
        results: [example],
        next: null,
        count: 1,
        count_is_exact: true,
        algorithm: 'ES256',
        shared_secret: false,
        jwks_url: 'https://auth.example.com/.well-known/jwks.json',
        rotation_interval_seconds: 7_776_000,
        next_rotation_at: '2030-04-01T00:00:00.000Z',
        default_activation_delay_seconds: 600,
      },
    ],
  },
)

const Rotation = Type.Object(
  {
    activate_in_seconds: Type.Optional(
      Type.Integer({
        minimum: minActivationDelaySeconds,
        maximum: 604_800,
        description: `When it begins to sign; ${defaultActivationDelaySeconds} unless told.`,
      }),
    ),
  },
  { examples: [{ activate_in_seconds: 600 }] },
)

const Confirmation = Type.Object(
  { confirm: Type.String({ description: 'The kid of the key.' }) },
  { examples: [{ confirm: 'hM2Hn2Xj5…' }] },
)

const Kid = Type.Object({ kid: Type.String({ description: 'Name of the key.' }) })

/** Administration of the signing keys. */
export function keyAdminRoutes(app: App, context: Context): void {
  const tags = ['Keys']
  const security = adminSecurity

  app.get(
    '/keys/',
    {
      config: { name: 'Signing keys', permission: 'keys.view_key' },
      schema: {
        operationId: 'listKeys',
        summary: 'List the signing keys',
        description: 'Needs keys.view_key.',
        tags,
        security,
        response: { 200: KeyList, ...readErrors() },
      },
    },
    async () => {
      const keys = await readKeyStates(context)
      const { jwtAlgorithm, publicUrl } = context.config
      return {
        results: keys.map(keyBody),
        next: null,
        count: keys.length,
        count_is_exact: true,
        algorithm: jwtAlgorithm,
        shared_secret: jwtAlgorithm === 'HS256',
        jwks_url: `${publicUrl}/.well-known/jwks.json`,
        rotation_interval_seconds: context.settings.values.KEY_ROTATION_INTERVAL,
        next_rotation_at: toIsoString(nextRotationAt(context, keys[0]?.key)),
        default_activation_delay_seconds: defaultActivationDelaySeconds,
      }
    },
  )

  app.post(
    '/keys/rotate/',
    {
      config: { name: 'Signing keys: rotate', permission: 'keys.rotate_key' },
      schema: {
        operationId: 'rotateKey',
        summary: 'Make the next signing key',
        description:
          'Needs keys.rotate_key. Published at once, signing after the delay; nobody is logged out.',
        tags,
        security,
        body: Rotation,
        response: { 201: Key, ...writeErrors('conflict') },
      },
    },
    async (request, reply) => {
      const activateInSeconds = request.body.activate_in_seconds ?? defaultActivationDelaySeconds
      const key = await rotateSigningKey(context, { activateInSeconds }, administratorOf(request))
      reply.code(201)
      return keyBody(await getKey(context, key.kid))
    },
  )

  app.post(
    '/keys/:kid/revoke/',
    {
      config: { name: 'Signing key: revoke', permission: 'keys.revoke_key' },
      schema: {
        operationId: 'revokeKey',
        summary: 'Withdraw a signing key at once',
        description:
          'Needs keys.revoke_key; a fresh password while tokens signed by it may be valid. Those tokens are refused at once.',
        tags,
        security,
        params: Kid,
        body: Confirmation,
        response: {
          200: Key,
          ...writeErrors('not_found', 'conflict', 'reauthentication_required'),
        },
      },
    },
    async (request) => {
      const { kid } = request.params
      await revoke(context, kid, request.body.confirm, administratorOf(request))
      return keyBody(await getKey(context, kid))
    },
  )
}

async function revoke(
  context: Context,
  kid: string,
  confirmation: string,
  administrator: Administrator,
): Promise<void> {
  const { revocableAt } = await getKey(context, kid)
  const isHarmless = revocableAt !== undefined && revocableAt <= context.now()
  if (!isHarmless) assertRecentPassword(administrator, context.now())
  if (confirmation !== kid) throw fieldErrors({ confirm: ['This is not the name of the key.'] })
  await revokeSigningKey(context, kid, administrator)
}

async function getKey(context: Context, kid: string): Promise<DescribedKey> {
  const found = (await readKeyStates(context)).find(({ key }) => key.kid === kid)
  if (!found) throw new ApiError('not_found')
  return found
}

function keyBody({ key, state, revocableAt }: DescribedKey) {
  return {
    kid: key.kid,
    algorithm: key.algorithm,
    state,
    created_at: toIsoString(key.createdAt),
    activates_at: toIsoString(key.activatesAt),
    retires_at: toIsoString(key.retiresAt),
    revoked_at: toIsoString(key.revokedAt),
    revocable_at: toIsoString(revocableAt),
  }
}
