import type { Context } from '../../context.ts'
import { ApiError, fieldErrors } from '../../errors.ts'
import { DateTime, DateTimeOrNull, nullable, oneOf, Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { toIsoString } from '../../text/date-time.ts'
import { adminRoute } from '../permissions/admin-route.ts'
import { type Administrator, assertRecentPassword } from '../permissions/administrator.ts'
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
    kid: Type.String({ description: 'Key ID, as in the header of tokens.' }),
    algorithm: Type.String({ description: 'Signing algorithm.' }),
    state: oneOf(states, 'Key state.'),
    created_at: DateTime('When it was created and published.'),
    activates_at: DateTime('When it starts to sign.'),
    retires_at: DateTimeOrNull('When the last token signed with it has expired.'),
    revoked_at: DateTimeOrNull('When it was revoked.'),
    revocable_at: DateTimeOrNull(
      'When it can be revoked without rejecting valid tokens; null while it signs.',
    ),
  },
  {
    title: 'SigningKey',
    description: 'A signing key. The private key is never returned.',
    examples: [example],
  },
)

const KeyList = Type.Object(
  {
    results: Type.Array(Key, { description: 'All keys, newest first.' }),
    next: nullable<string>('string', { description: 'Always null.' }),
    count: Type.Integer({ description: 'Number of keys.' }),
    count_is_exact: Type.Boolean({ description: 'Always true.' }),
    algorithm: Type.String({ description: 'Signing algorithm.' }),
    shared_secret: Type.Boolean({ description: 'Whether verifying needs SECRET_KEY (HS256).' }),
    jwks_url: Type.String({ description: 'URL of the public keys.' }),
    rotation_interval_seconds: Type.Integer({
      description: 'KEY_ROTATION_INTERVAL; 0: no automatic rotation.',
    }),
    next_rotation_at: DateTimeOrNull('When the next key is created automatically.'),
    default_activation_delay_seconds: Type.Integer({
      description: 'Default delay before a new key signs.',
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
        description: `Delay before the key signs; ${defaultActivationDelaySeconds} by default.`,
      }),
    ),
  },
  { title: 'KeyRotation', examples: [{ activate_in_seconds: 600 }] },
)

const Confirmation = Type.Object(
  { confirm: Type.String({ description: 'The key ID again, to confirm.' }) },
  { title: 'KeyRevocation', examples: [{ confirm: 'hM2Hn2Xj5…' }] },
)

const Kid = Type.Object({ kid: Type.String({ description: 'Key ID.' }) })

const tag = 'Keys'

/** Management of the signing keys. */
export function keyAdminRoutes(app: App, context: Context): void {
  listKeysRoute(app, context)
  rotateAndRevokeRoutes(app, context)
}

function listKeysRoute(app: App, context: Context): void {
  adminRoute(
    app,
    {
      method: 'GET',
      url: '/keys/',
      id: 'listKeys',
      name: 'Signing keys',
      tag,
      permission: 'keys.view_key',
      summary: 'List signing keys',
      response: KeyList,
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
}

function rotateAndRevokeRoutes(app: App, context: Context): void {
  adminRoute(
    app,
    {
      method: 'POST',
      url: '/keys/rotate/',
      id: 'rotateKey',
      name: 'Signing keys: rotate',
      tag,
      permission: 'keys.rotate_key',
      summary: 'Create the next signing key',
      description: 'Published at once; signs after the delay. Nobody is logged out.',
      body: Rotation,
      response: Key,
      status: 201,
      errors: ['conflict'],
      isDestructive: true,
    },
    async ({ body, administrator }) => {
      const activateInSeconds = body.activate_in_seconds ?? defaultActivationDelaySeconds
      const key = await rotateSigningKey(context, { activateInSeconds }, administrator)
      return keyBody(await getKey(context, key.kid))
    },
  )

  adminRoute(
    app,
    {
      method: 'POST',
      url: '/keys/:kid/revoke/',
      id: 'revokeKey',
      name: 'Signing key: revoke',
      tag,
      permission: 'keys.revoke_key',
      summary: 'Revoke a signing key',
      description:
        'Tokens signed with it are rejected at once. While such tokens may still be valid, a recently confirmed password is required.',
      params: Kid,
      body: Confirmation,
      response: Key,
      errors: ['conflict', 'reauthentication_required'],
      isDestructive: true,
    },
    async ({ params: { kid }, body, administrator }) => {
      await revoke(context, kid, body.confirm, administrator)
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
  if (confirmation !== kid) throw fieldErrors({ confirm: ['This is not the ID of the key.'] })
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
