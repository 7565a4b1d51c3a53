import { listOf, listQuery } from '../../http/list-schema.ts'
import {
  addressFilter,
  DateTime,
  DateTimeOrNull,
  idOf,
  nullable,
  oneOf,
  Type,
} from '../../http/schema.ts'
import { parseDateTime, toIsoString } from '../../text/date-time.ts'
import { describeClient } from './describe-client.ts'
import type { SessionInState } from './list-sessions.ts'
import type { SessionFilter, SessionState } from './session-list-repository.ts'
import type { TimelineEvent } from './session-timeline.ts'

const states = ['active', 'expired', 'ended', 'reused'] as const satisfies readonly SessionState[]

export const SessionId = idOf('session')

const sessionProperties = {
  id: Type.Integer({ description: 'Session ID.' }),
  user: Type.Object(
    {
      id: Type.Integer({ description: 'User ID.' }),
      email: Type.String({ description: 'Email address.' }),
    },
    { description: 'User.' },
  ),
  state: oneOf(states, 'Session state.'),
  end_reason: nullable<string>('string', { description: 'Why it ended.' }),
  ended_by: nullable<string>('string', { description: 'Who ended it.' }),
  ended_at: DateTimeOrNull('When it ended.'),
  client: Type.String({ description: 'Client, derived from the user agent.' }),
  user_agent: nullable<string>('string', { description: 'User agent.' }),
  address: nullable<string>('string', { description: 'IP address of the login.' }),
  last_address: nullable<string>('string', { description: 'IP address of the last refresh.' }),
  created_at: DateTime('Login time.'),
  last_used_at: DateTime('Last refresh.'),
  expires_at: DateTime('When it expires unless it is refreshed.'),
  rotation_count: Type.Integer({ description: 'Number of refreshes.' }),
  is_current: Type.Boolean({ description: 'Whether this session makes the request.' }),
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
  description: 'A session.',
  examples: [example],
})

const Link = Type.Object(
  {
    at: DateTime('Time.'),
    event: oneOf(['started', 'rotated', 'reuse_detected', 'ended'], 'Event.'),
    address: nullable<string>('string', { description: 'IP address.' }),
    detail: nullable<string>('string', { description: 'Details.' }),
  },
  { title: 'SessionTimelineEvent' },
)

export const SessionWithTimeline = Type.Object(
  { ...sessionProperties, chain: Type.Array(Link, { description: 'Timeline, oldest first.' }) },
  {
    title: 'SessionDetails',
    description: 'A session with its timeline.',
    examples: [{ ...example, chain: [] }],
  },
)

export const SessionList = listOf(Session, example)

const dateTime = (description: string) =>
  Type.Optional(Type.String({ format: 'date-time', description }))

export const sessionFilters = {
  q: Type.Optional(Type.String({ maxLength: 254, description: 'Prefix of the email address.' })),
  user: Type.Optional(Type.Integer({ description: 'User ID.' })),
  ids: Type.Optional(
    Type.Array(Type.Integer(), { maxItems: 1_000, description: 'Only sessions with these IDs.' }),
  ),
  state: Type.Optional(
    Type.Array(oneOf(states, 'Session state.'), {
      description: 'Session states, separated by commas.',
    }),
  ),
  address: addressFilter('Last IP address'),
  client: Type.Optional(
    Type.String({ maxLength: 100, description: 'Substring of the user agent.' }),
  ),
  created_after: dateTime('Login at or after this time.'),
  created_before: dateTime('Login before this time.'),
  last_used_after: dateTime('Last refresh at or after this time.'),
  last_used_before: dateTime('Last refresh before this time.'),
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
    ended_by: session.endedBy,
    ended_at: toIsoString(session.endedAt),
    client: describeClient(session.userAgent),
    user_agent: session.userAgent,
    address: session.address,
    last_address: session.lastAddress,
    created_at: toIsoString(session.createdAt),
    last_used_at: toIsoString(session.rotatedAt),
    expires_at: toIsoString(session.expiresAt),
    rotation_count: session.rotationCount,
    is_current: session.id === currentId,
  })
}

export function linkBody({ at, event, address, detail }: TimelineEvent) {
  return { at: toIsoString(at), event, address, detail }
}
