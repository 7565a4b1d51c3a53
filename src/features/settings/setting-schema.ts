import { toIsoString } from '../../http/date-time.ts'
import { DateTime, listOf, nullable, oneOf } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { SettingState } from './read-settings.ts'
import { warningsOf } from './setting-warnings.ts'
import type { SettingChange } from './settings-repository.ts'

const Value = (description: string) =>
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
    id: Type.Integer({ description: 'Number of the change; the version of the setting after it.' }),
    key: Type.String({ description: 'The setting.' }),
    from: Value('Before; null means the default.'),
    to: Value('After; null means the default.'),
    changed_at: DateTime('When.'),
    actor: Type.String({ description: 'By whom.' }),
    actor_id: nullable<number>('integer', { description: 'Number of the user who did it.' }),
    source: oneOf(['console', 'api', 'command line'], 'From where.'),
    comment: nullable<string>('string', { description: 'Why.' }),
  },
  { title: 'SettingChange' },
)

const HistoryRow = Type.Object(
  {
    ...Change.properties,
    is_latest: Type.Boolean({ description: 'Whether the setting was not changed since.' }),
  },
  { title: 'SettingHistoryEntry' },
)

export const History = listOf(HistoryRow, { ...exampleChange, is_latest: true })

const exampleSetting = {
  key: 'ACCESS_TOKEN_LIFETIME',
  label: 'Access Token Lifetime in seconds',
  help: 'How long an access token is accepted. It cannot be withdrawn sooner.',
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
    key: Type.String({ description: 'Its name everywhere.' }),
    label: Type.String({ description: 'Its name for people.' }),
    help: Type.String({ description: 'What it does.' }),
    group: Type.String({ description: 'Where it stands in forms.' }),
    type: oneOf(['integer', 'boolean', 'choice', 'list'], 'Its kind.'),
    unit: nullable<string>('string', { description: 'What a number counts.' }),
    minimum: nullable<number>('integer', { description: 'The least number.' }),
    maximum: nullable<number>('integer', { description: 'The greatest number.' }),
    choices: Type.Unsafe<string[] | null>({
      type: ['array', 'null'],
      items: { type: 'string' },
      description: 'What can be chosen.',
    }),
    zero_means: nullable<string>('string', { description: 'What 0 stands for.' }),
    value: Value('The value in force.'),
    default: Value('The value when nobody changes it.'),
    stored_value: Value('The value in the database; null when there is none.'),
    is_modified: Type.Boolean({ description: 'Whether the value in force is not the default.' }),
    source: oneOf(['environment', 'database', 'default'], 'Where the value comes from.'),
    pinned_by: nullable<string>('string', { description: 'The variable that fixes it.' }),
    takes_effect: Type.String({ description: 'When a change is felt.' }),
    version: Type.Integer({ description: 'For If-Match; 0 when it was never changed.' }),
    last_change: Type.Union([Change, Type.Null()], { description: 'The last change.' }),
    warnings: Type.Array(Type.String(), { description: 'What to think of about this value.' }),
  },
  { title: 'Setting', description: 'A setting.', examples: [exampleSetting] },
)

export const SettingList = Type.Object(
  {
    ...listOf(Setting, exampleSetting).properties,
    groups: Type.Array(Type.String(), { description: 'The groups, in order.' }),
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
