import { parseDateTime, toIsoString } from '../../http/date-time.ts'
import {
  addressFilter,
  DateTime,
  DateTimeOrNull,
  listOf,
  listQuery,
  nullable,
  oneOf,
} from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import { describeClient } from './describe-client.ts'
import type { SessionInState } from './list-sessions.ts'
import type { SessionFilter, SessionState } from './session-list-repository.ts'
import type { TimelineEvent } from './session-timeline.ts'

const states = ['active', 'expired', 'ended', 'reused'] as const satisfies readonly SessionState[]

const sessionProperties = {
  id: Type.Integer({ description: 'Number of the session.' }),
  user: Type.Object(
    {
      id: Type.Integer({ description: 'Number of the user.' }),
      email: Type.String({ description: 'Address of the user.' }),
    },
    { description: 'Whose session it is.' },
  ),
  state: oneOf(states, 'Whether it can be refreshed, and why not.'),
  end_reason: nullable<string>('string', { description: 'Why it is over.' }),
  ended_by: nullable<string>('string', { description: 'Who ended it.' }),
  ended_at: DateTimeOrNull('When it ended.'),
  client: Type.String({ description: 'The program, as far as it can be told.' }),
  user_agent: nullable<string>('string', { description: 'What the program says it is.' }),
  address: nullable<string>('string', { description: 'From where it was opened.' }),
  last_address: nullable<string>('string', { description: 'From where it was last used.' }),
  created_at: DateTime('When it was opened.'),
  last_used_at: DateTime('When it was last refreshed.'),
  expires_at: DateTime('When it ends unless it is refreshed.'),
  rotation_count: Type.Integer({ description: 'How often it was refreshed.' }),
  is_current: Type.Boolean({ description: 'Whether this session asks.' }),
}

const example = {
  id: 12,
  user: { id: 7, email: 'bob@example.com' },
  state: 'active' as const,
  end_reason: null,
  ended_by: null,
  ended_at: null,
  client: 'Firefox on Linux',
  user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  address: '203.0.113.7',
  last_address: '203.0.113.7',
  created_at: '2030-01-01T00:00:00.000Z',
  last_used_at: '2030-01-01T00:05:00.000Z',
  expires_at: '2030-01-31T00:05:00.000Z',
  rotation_count: 12,
  is_current: false,
}

export const Session = Type.Object(sessionProperties, {
  title: 'Session',
  description: 'A session; its tokens are known to nobody but the client.',
  examples: [example],
})

const Link = Type.Object(
  {
    at: DateTime('When it happened.'),
    event: oneOf(['started', 'rotated', 'reuse_detected', 'ended'], 'What happened.'),
    address: nullable<string>('string', { description: 'From where.' }),
    detail: nullable<string>('string', { description: 'More about it.' }),
  },
  { title: 'SessionTimelineEvent' },
)

export const SessionWithTimeline = Type.Object(
  { ...sessionProperties, chain: Type.Array(Link, { description: 'Its refreshes, in order.' }) },
  {
    title: 'SessionDetails',
    description: 'A session with what is known of its refreshes.',
    examples: [{ ...example, chain: [] }],
  },
)

export const SessionList = listOf(Session, example)

const moment = (description: string) =>
  Type.Optional(Type.String({ format: 'moment', description }))

export const sessionFilters = {
  q: Type.Optional(Type.String({ maxLength: 254, description: 'Beginning of the address.' })),
  user: Type.Optional(Type.Integer({ description: 'Only sessions of this user.' })),
  ids: Type.Optional(
    Type.Array(Type.Integer(), { maxItems: 1_000, description: 'Only these, by number.' }),
  ),
  state: Type.Optional(
    Type.Array(oneOf(states, 'A state.'), { description: 'States, separated by commas.' }),
  ),
  address: addressFilter('Last address'),
  client: Type.Optional(Type.String({ maxLength: 100, description: 'Part of the user agent.' })),
  created_after: moment('Opened then or later.'),
  created_before: moment('Opened before then.'),
  last_used_after: moment('Last refreshed then or later.'),
  last_used_before: moment('Last refreshed before then.'),
}

export const SessionQuery = listQuery(['id'], sessionFilters)

interface FilterParameters {
  readonly q?: string
  readonly user?: number
  readonly ids?: readonly number[]
  readonly state?: readonly SessionState[]
  readonly address?: string
  readonly client?: string
  readonly created_after?: string
  readonly created_before?: string
  readonly last_used_after?: string
  readonly last_used_before?: string
}

export function sessionFilterFrom(query: FilterParameters): SessionFilter {
  return {
    emailPrefix: query.q,
    userId: query.user,
    ids: query.ids,
    states: query.state,
    address: query.address,
    client: query.client,
    createdFrom: parseDateTime(query.created_after),
    createdTo: parseDateTime(query.created_before),
    usedFrom: parseDateTime(query.last_used_after),
    usedTo: parseDateTime(query.last_used_before),
  }
}

export function sessionBody(currentId: number | undefined) {
  return ({ session, state }: SessionInState) => ({
    id: session.id,
    user: { id: session.userId, email: session.email },
    state,
    end_reason: session.endReason ?? (state === 'expired' ? 'expired' : null),
    ended_by: session.endedBy ?? null,
    ended_at: toIsoString(session.endedAt),
    client: describeClient(session.userAgent),
    user_agent: session.userAgent ?? null,
    address: session.address ?? null,
    last_address: session.lastAddress ?? null,
    created_at: toIsoString(session.createdAt),
    last_used_at: toIsoString(session.lastUsedAt),
    expires_at: toIsoString(session.expiresAt),
    rotation_count: session.rotationCount,
    is_current: session.id === currentId,
  })
}

export function linkBody({ at, event, address, detail }: TimelineEvent) {
  return { at: toIsoString(at), event, address: address ?? null, detail: detail ?? null }
}
