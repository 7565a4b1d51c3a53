import { parseDateTime, toIsoString } from '../../http/date-time.ts'
import {
  addressFilter,
  DateTime,
  listOf,
  listQuery,
  nullable,
  oneOf,
} from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import { auditActions } from './audit-actions.ts'
import type { AuditFilter } from './audit-list-repository.ts'
import type { AuditEntry } from './audit-repository.ts'

const actorKinds = ['user', 'anonymous', 'command line', 'system'] as const

const example = {
  id: 99,
  at: '2030-01-01T00:00:00.000Z',
  actor: { kind: 'user' as const, id: 1, label: 'admin@example.com' },
  action: 'user.deactivate',
  sentence: 'deactivated a user',
  result: 'success' as const,
  code: null,
  object: { type: 'user', id: '7', label: 'bob@example.com' },
  changes: { is_active: [true, false] },
  address: '203.0.113.7',
  user_agent: null,
  request_id: '6f0b5a3e-6c1e-4b35-9a39-3d4f4b1c9c55',
}

const Actor = Type.Object(
  {
    kind: oneOf(actorKinds, 'What kind of doer.'),
    id: nullable<number>('integer', { description: 'Number of the user.' }),
    label: Type.String({ description: 'Address, or name of the machine.' }),
  },
  { description: 'Who did it.' },
)

const ObjectOfEvent = Type.Object({
  type: Type.String({ description: 'What kind of object.' }),
  id: Type.String({ description: 'Its number or name.' }),
  label: Type.String({ description: 'What it was called then.' }),
})

export const Event = Type.Object(
  {
    id: Type.Integer({ description: 'Number of the entry.' }),
    at: DateTime('When.'),
    actor: Actor,
    action: Type.String({ description: 'What was done, as a code.' }),
    sentence: Type.String({ description: 'The same for people.' }),
    result: oneOf(['success', 'failure'], 'Whether it was done.'),
    code: nullable<string>('string', { description: 'Why it was refused.' }),
    object: Type.Union([ObjectOfEvent, Type.Null()], { description: 'To what.' }),
    changes: Type.Unsafe<Record<string, unknown> | null>({
      type: ['object', 'null'],
      additionalProperties: true,
      description: 'Field → [from, to]; secrets masked.',
    }),
    address: nullable<string>('string', { description: 'From where.' }),
    user_agent: nullable<string>('string', { description: 'With which program.' }),
    request_id: nullable<string>('string', { description: 'In which request.' }),
  },
  { title: 'AuditEvent', description: 'An audit entry.', examples: [example] },
)

export const EventList = listOf(Event, example)

const text = (description: string) => Type.Optional(Type.String({ maxLength: 254, description }))
const moment = (description: string) =>
  Type.Optional(Type.String({ format: 'moment', description }))

export const eventFilters = {
  actor_id: Type.Optional(Type.Integer({ description: 'Only by this user.' })),
  actor: text('Beginning of the doer’s name.'),
  action: text('One action, or a family with a dot at the end, such as `user.`.'),
  result: Type.Optional(oneOf(['success', 'failure'], 'Only what was done, or refused.')),
  object_type: text('Only to objects of this kind.'),
  object_id: text('Only to this object.'),
  address: addressFilter('Only from this address'),
  request_id: text('Only of this request.'),
  after: moment('Then or later.'),
  before: moment('Before then.'),
  since_id: Type.Optional(Type.Integer({ minimum: 0, description: 'Only newer than this entry.' })),
}

export const EventQuery = listQuery(['id'], eventFilters)

interface FilterParameters {
  readonly actor_id?: number
  readonly actor?: string
  readonly action?: string
  readonly result?: string
  readonly object_type?: string
  readonly object_id?: string
  readonly address?: string
  readonly request_id?: string
  readonly after?: string
  readonly before?: string
  readonly since_id?: number
}

export function eventFilterFrom(query: FilterParameters): AuditFilter {
  return {
    actorId: query.actor_id,
    actorPrefix: query.actor,
    action: query.action,
    result: query.result,
    objectType: query.object_type,
    objectId: query.object_id,
    address: query.address,
    requestId: query.request_id,
    from: parseDateTime(query.after),
    to: parseDateTime(query.before),
    sinceId: query.since_id,
  }
}

export function eventBody(entry: AuditEntry) {
  const { objectType, objectId, objectLabel = '' } = entry
  return {
    id: entry.id,
    at: toIsoString(entry.at),
    actor: {
      kind: entry.actorKind as (typeof actorKinds)[number],
      id: entry.actorId ?? null,
      label: entry.actor,
    },
    action: entry.action,
    sentence: sentenceOf(entry.action),
    result: entry.result as 'success' | 'failure',
    code: entry.code ?? null,
    object:
      objectType !== undefined && objectId !== undefined
        ? { type: objectType, id: objectId, label: objectLabel }
        : null,
    changes: entry.changes ? { ...entry.changes } : null,
    address: entry.address ?? null,
    user_agent: entry.userAgent ?? null,
    request_id: entry.requestId ?? null,
  }
}

/** What people read; an action of a previous version stays as its code. */
function sentenceOf(action: string): string {
  return (auditActions as Readonly<Record<string, string>>)[action] ?? action
}
