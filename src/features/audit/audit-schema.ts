import { listOf, listQuery } from '../../http/list-schema.ts'
import { addressFilter, DateTime, idOf, nullable, oneOf, Type } from '../../http/schema.ts'
import { parseDateTime, toIsoString } from '../../text/date-time.ts'
import type { AuditEntry, AuditFilter } from './audit-repository.ts'
import { type SettingText, sentenceOf } from './event-sentence.ts'

const actorKinds = ['user', 'anonymous', 'command line', 'system'] as const

const example = {
  id: 99,
  at: '2030-01-01T00:00:00.000Z',
  actor: { kind: 'user' as const, id: 1, label: 'admin@example.com' },
  action: 'user.deactivate',
  sentence: 'deactivated the user bob@example.com',
  result: 'success' as const,
  code: null,
  object: { type: 'user', id: '7', label: 'bob@example.com' },
  changes: { is_active: [true, false] },
  address: '203.0.113.7',
  user_agent: null,
  request_id: '6f0b5a3e-6c1e-4b35-9a39-3d4f4b1c9c55',
}

export const EventId = idOf('entry')

const Actor = Type.Object(
  {
    kind: oneOf(actorKinds, 'Kind of actor.'),
    id: nullable<number>('integer', { description: 'User ID.' }),
    label: Type.String({ description: 'Email address, or host name.' }),
  },
  { description: 'Actor.' },
)

const ObjectOfEvent = Type.Object({
  type: Type.String({ description: 'Object type.' }),
  id: Type.String({ description: 'Object ID.' }),
  label: Type.String({ description: 'Name of the object at that time.' }),
})

export const Event = Type.Object(
  {
    id: Type.Integer({ description: 'Entry ID.' }),
    at: DateTime('Time.'),
    actor: Actor,
    action: Type.String({ description: 'Action code.' }),
    sentence: Type.String({
      description: 'What happened, to read after the actor, with what was changed.',
    }),
    result: oneOf(['success', 'failure'], 'Result.'),
    code: nullable<string>('string', { description: 'Error code of a failure.' }),
    object: Type.Union([ObjectOfEvent, Type.Null()], { description: 'Object.' }),
    changes: Type.Unsafe<Record<string, unknown> | null>({
      type: ['object', 'null'],
      additionalProperties: true,
      description: 'Changed fields: name → [from, to]; secrets are masked.',
    }),
    address: nullable<string>('string', { description: 'IP address.' }),
    user_agent: nullable<string>('string', { description: 'User agent.' }),
    request_id: nullable<string>('string', { description: 'Request ID.' }),
  },
  { title: 'AuditEvent', description: 'An audit entry.', examples: [example] },
)

export const EventList = listOf(Event, example)

const text = (description: string) => Type.Optional(Type.String({ maxLength: 254, description }))
const dateTime = (description: string) =>
  Type.Optional(Type.String({ format: 'date-time', description }))

export const eventFilters = {
  actor_id: Type.Optional(Type.Integer({ description: 'ID of the acting user.' })),
  actor: text('Prefix of the name of the actor.'),
  action: text('Action code, or a prefix ending in a dot, such as `user.`.'),
  // The name keeps the type that some generators call ListEventsResult for the response of listEvents.
  result: Type.Optional({
    ...oneOf(['success', 'failure'], 'Only successes, or only failures.'),
    title: 'AuditResult',
  }),
  object_type: text('Object type.'),
  object_id: text('Object ID.'),
  address: addressFilter('IP address'),
  request_id: text('Request ID.'),
  after: dateTime('At or after this time.'),
  before: dateTime('Before this time.'),
  since_id: Type.Optional(
    Type.Integer({ minimum: 0, description: 'Only entries with a higher ID.' }),
  ),
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

/** How a recorded event is returned; the sentence says values of settings in words. */
export function eventBody(entry: AuditEntry, settingText: SettingText) {
  const { objectType, objectId, objectLabel } = entry
  const changes = entry.changes === null ? null : JSON.parse(entry.changes)
  return {
    id: entry.id,
    at: toIsoString(entry.at),
    actor: {
      kind: entry.actorKind as (typeof actorKinds)[number],
      id: entry.actorId,
      label: entry.actor,
    },
    action: entry.action,
    sentence: sentenceOf({ ...entry, changes }, settingText),
    result: entry.result as 'success' | 'failure',
    code: entry.code,
    object:
      objectType !== null && objectId !== null
        ? { type: objectType, id: objectId, label: objectLabel ?? '' }
        : null,
    changes,
    address: entry.address,
    user_agent: entry.userAgent,
    request_id: entry.requestId,
  }
}
