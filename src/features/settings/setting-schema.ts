import { listOf } from '../../http/list-schema.ts'
import { DateTime, idOf, nullable, oneOf, Type } from '../../http/schema.ts'
import { toIsoString } from '../../text/date-time.ts'
import type { SettingState } from './read-settings.ts'
import { warningsOf } from './setting-warnings.ts'
import type { SettingChange } from './settings-repository.ts'

const Value = (description: string) =>
  Type.Unsafe<string | number | boolean>({ type: ['string', 'number', 'boolean'], description })

const NullableValue = (description: string) =>
  Type.Unsafe<string | number | boolean | null>({
    type: ['string', 'number', 'boolean', 'null'],
    description,
  })

const exampleChange = {
  id: 12,
  key: 'ACCESS_TOKEN_LIFETIME',
  from: null,
  to: 60,
  changed_at: '2030-01-01T00:00:00.000Z',
  actor: 'admin@example.com',
  actor_id: 1,
  source: 'console' as const,
  comment: null,
}

export const Change = Type.Object(
  {
    id: Type.Integer({ description: 'Change ID; the version of the setting after the change.' }),
    key: Type.String({ description: 'Setting.' }),
    from: NullableValue('Previous value; null: the default.'),
    to: NullableValue('New value; null: the default.'),
    changed_at: DateTime('Time of the change.'),
    actor: Type.String({ description: 'Who made the change.' }),
    actor_id: nullable<number>('integer', { description: 'ID of the user who made the change.' }),
    source: oneOf(['console', 'api', 'command line'], 'How it was made.'),
    comment: nullable<string>('string', { description: 'Comment.' }),
  },
  { title: 'SettingChange' },
)

const HistoryRow = Type.Object(
  {
    ...Change.properties,
    is_latest: Type.Boolean({ description: 'Whether this is the latest change of the setting.' }),
  },
  { title: 'SettingHistoryEntry' },
)

export const History = listOf(HistoryRow, { ...exampleChange, is_latest: true })

const exampleSetting = {
  key: 'ACCESS_TOKEN_LIFETIME',
  label: 'Access Token Lifetime in seconds',
  help: 'How long an access token is valid. It cannot be revoked sooner.',
  group: 'Tokens',
  type: 'integer' as const,
  unit: 'seconds',
  minimum: 1,
  maximum: 86_400,
  choices: null,
  zero_means: null,
  value: 60,
  default: 30,
  stored_value: 60,
  is_modified: true,
  source: 'database' as const,
  pinned_by: null,
  takes_effect: 'for tokens issued from now on',
  version: 12,
  last_change: exampleChange,
  warnings: [],
}

export const Setting = Type.Object(
  {
    key: Type.String({ description: 'Setting key.' }),
    label: Type.String({ description: 'Display name.' }),
    help: Type.String({ description: 'Explanation.' }),
    group: Type.String({ description: 'Group in forms.' }),
    type: oneOf(['integer', 'boolean', 'choice', 'list', 'text', 'image'], 'Value type.'),
    unit: nullable<string>('string', { description: 'Unit of a number.' }),
    minimum: nullable<number>('integer', { description: 'Minimum.' }),
    maximum: nullable<number>('integer', { description: 'Maximum.' }),
    choices: Type.Unsafe<string[] | null>({
      type: ['array', 'null'],
      items: { type: 'string' },
      description: 'Allowed values.',
    }),
    zero_means: nullable<string>('string', { description: 'Meaning of 0.' }),
    value: Value('Effective value.'),
    default: Value('Default value.'),
    stored_value: NullableValue('Value in the database; null: none.'),
    is_modified: Type.Boolean({
      description: 'Whether the effective value differs from the default.',
    }),
    source: oneOf(['environment', 'database', 'default'], 'Source of the effective value.'),
    pinned_by: nullable<string>('string', { description: 'Environment variable that fixes it.' }),
    takes_effect: Type.String({ description: 'When a change takes effect.' }),
    version: Type.Integer({ description: 'Version, for If-Match; 0: never changed.' }),
    last_change: Type.Union([Change, Type.Null()], { description: 'Last change.' }),
    warnings: Type.Array(Type.String(), { description: 'Warnings about the value.' }),
  },
  { title: 'Setting', description: 'A setting.', examples: [exampleSetting] },
)

export const SettingList = Type.Object(
  {
    ...listOf(Setting, exampleSetting).properties,
    groups: Type.Array(Type.String(), { description: 'Groups, in order.' }),
  },
  {
    title: 'SettingList',
    description: 'All settings.',
    examples: [
      {
        results: [exampleSetting],
        next: null,
        count: 1,
        count_is_exact: true,
        groups: ['Tokens'],
      },
    ],
  },
)

export const ChangedSettings = Type.Object(
  { results: Type.Array(Setting, { description: 'The settings named, as they are now.' }) },
  { title: 'ChangedSettings', description: 'Result.', examples: [{ results: [] }] },
)

export const SettingKeyParameter = Type.Object({
  key: Type.String({ description: 'Setting key.' }),
})

export const ChangeId = idOf('change')

const comment = Type.Optional(
  Type.String({ maxLength: 500, description: 'Comment; kept in the history.' }),
)

export const SettingChangeBody = Type.Object(
  {
    value: Type.Unsafe<unknown>({ description: 'New value; null resets it to the default.' }),
    version: Type.Optional(
      Type.Integer({ description: 'Expected version; the alternative to If-Match.' }),
    ),
    comment,
    dry_run: Type.Optional(
      Type.Boolean({ description: 'Only validates the value; `warnings` are about it.' }),
    ),
  },
  {
    title: 'SettingUpdate',
    description: 'The change.',
    examples: [{ value: 60, version: 0 }],
  },
)

export const ChangesBody = Type.Object(
  {
    values: Type.Record(Type.String(), Type.Unknown(), {
      description: 'Setting key → new value; null resets it to the default.',
    }),
    versions: Type.Optional(
      Type.Record(Type.String(), Type.Integer({ description: 'A version.' }), {
        description: 'Setting key → expected version; if one differs, nothing is changed.',
      }),
    ),
    comment,
    dry_run: Type.Optional(
      Type.Boolean({ description: 'Only validates the values; `warnings` are about them.' }),
    ),
  },
  {
    title: 'SettingChanges',
    examples: [
      {
        values: { ACCESS_TOKEN_LIFETIME: '15m', REFRESH_TOKEN_LIFETIME: null },
        versions: { ACCESS_TOKEN_LIFETIME: 12 },
        comment: 'fewer refreshes',
      },
    ],
  },
)

export const Revert = Type.Object(
  {
    version: Type.Optional(
      Type.Integer({ description: 'Expected version; the alternative to If-Match.' }),
    ),
  },
  { title: 'SettingRevert', description: 'May be empty.', examples: [{ version: 7 }] },
)

export function settingBody({ definition, lastChange, ...state }: SettingState) {
  const { value, source, key } = state
  const integer = definition.type === 'integer' ? definition : undefined
  return {
    key,
    label: definition.label,
    help: definition.help,
    group: definition.group,
    type: definition.type,
    unit: integer?.unit ?? null,
    minimum: integer?.minimum ?? null,
    maximum: integer?.maximum ?? null,
    choices: definition.type === 'choice' ? [...definition.choices] : null,
    zero_means: integer?.zeroMeans ?? null,
    value,
    default: state.defaultValue,
    stored_value: (lastChange?.to ?? null) as string | number | boolean | null,
    is_modified: state.isModified,
    source,
    pinned_by: source === 'environment' ? key : null,
    takes_effect: definition.takesEffect,
    version: state.version,
    last_change: lastChange ? changeBody(lastChange) : null,
    warnings: warningsOf(key, value),
  }
}

export function changeBody(change: SettingChange) {
  return {
    id: change.id,
    key: change.key,
    from: (change.from ?? null) as string | number | boolean | null,
    to: (change.to ?? null) as string | number | boolean | null,
    changed_at: toIsoString(change.changedAt),
    actor: change.actor,
    actor_id: change.actorId ?? null,
    source: change.source as 'console' | 'api' | 'command line',
    comment: change.comment ?? null,
  }
}
