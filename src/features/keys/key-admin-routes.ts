import type { Context } from '../../context.ts'
import { AuthError, refuseFields } from '../../errors.ts'
import { adminSecurity, readingRefusals, writingRefusals } from '../../http/admin-schema.ts'
import { Moment, MomentOrNull, nullable, oneOf } from '../../http/list-schema.ts'
import { isoOf } from '../../http/moments.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { type Administrator, requireFreshPassword } from '../permissions/administrator.ts'
import { administratorOf } from '../permissions/route-guard.ts'
import { type DescribedKey, readKeyStates } from './key-states.ts'
import {
  defaultActivationDelaySeconds,
  leastActivationDelaySeconds,
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
    created_at: Moment('When it was made and published.'),
    activates_at: Moment('From when it signs.'),
    retires_at: MomentOrNull('From when no token signed by it can be valid.'),
    revoked_at: MomentOrNull('When it was withdrawn.'),
    revocable_at: MomentOrNull('From when withdrawing it harms nobody; null while it signs.'),
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
    next_rotation_at: MomentOrNull('When a new key is made by itself.'),
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
        minimum: leastActivationDelaySeconds,
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
      config: { name: 'Signing keys', right: 'keys.view_key' },
      schema: {
        operationId: 'listKeys',
        summary: 'List the signing keys',
        description: 'Needs keys.view_key.',
        tags,
        security,
        response: { 200: KeyList, ...readingRefusals() },
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
        next_rotation_at: isoOf(nextRotationAt(context, keys[0]?.key)),
        default_activation_delay_seconds: defaultActivationDelaySeconds,
      }
    },
  )

  app.post(
    '/keys/rotate/',
    {
      config: { name: 'Signing keys: rotate', right: 'keys.rotate_key' },
      schema: {
        operationId: 'rotateKey',
        summary: 'Make the next signing key',
        description:
          'Needs keys.rotate_key. Published at once, signing after the delay; nobody is logged out.',
        tags,
        security,
        body: Rotation,
        response: { 201: Key, ...writingRefusals('conflict') },
      },
    },
    async (request, reply) => {
      const activateInSeconds = request.body.activate_in_seconds ?? defaultActivationDelaySeconds
      const key = await rotateSigningKey(context, { activateInSeconds }, administratorOf(request))
      reply.code(201)
      return keyBody(await requireKey(context, key.kid))
    },
  )

  app.post(
    '/keys/:kid/revoke/',
    {
      config: { name: 'Signing key: revoke', right: 'keys.revoke_key' },
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
          ...writingRefusals('not_found', 'conflict', 'reauthentication_required'),
        },
      },
    },
    async (request) => {
      const { kid } = request.params
      await revoke(context, kid, request.body.confirm, administratorOf(request))
      return keyBody(await requireKey(context, kid))
    },
  )
}

async function revoke(
  context: Context,
  kid: string,
  confirmation: string,
  administrator: Administrator,
): Promise<void> {
  const { revocableAt } = await requireKey(context, kid)
  const isHarmless = revocableAt !== undefined && revocableAt <= context.now()
  if (!isHarmless) requireFreshPassword(administrator, context.now())
  if (confirmation !== kid) throw refuseFields({ confirm: ['This is not the name of the key.'] })
  await revokeSigningKey(context, kid, administrator)
}

async function requireKey(context: Context, kid: string): Promise<DescribedKey> {
  const found = (await readKeyStates(context)).find(({ key }) => key.kid === kid)
  if (!found) throw new AuthError('not_found')
  return found
}

function keyBody({ key, state, revocableAt }: DescribedKey) {
  return {
    kid: key.kid,
    algorithm: key.algorithm,
    state,
    created_at: isoOf(key.createdAt),
    activates_at: isoOf(key.activatesAt),
    retires_at: isoOf(key.retiresAt),
    revoked_at: isoOf(key.revokedAt),
    revocable_at: isoOf(revocableAt),
  }
}
