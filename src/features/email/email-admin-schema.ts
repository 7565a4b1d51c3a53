import { listOf, listQuery } from '../../http/list-schema.ts'
import { DateTime, DateTimeOrNull, idOf, nullable, oneOf, Type } from '../../http/schema.ts'
import { toIsoString } from '../../text/date-time.ts'
import { emailKinds } from './email-kinds.ts'
import type { EmailFilter } from './email-list-repository.ts'
import type { QueuedEmail } from './email-repository.ts'
import { type SmtpTest, smtpSteps } from './smtp-test.ts'

const states = ['due', 'sent', 'failed', 'dropped', 'kept'] as const

export const EmailId = idOf('email')

const emailProperties = {
  id: Type.Integer({ description: 'Email ID.' }),
  kind: Type.String({ description: 'What it is about: which template.' }),
  locale: Type.String({ description: 'Language.' }),
  recipient: Type.String({ description: 'Recipient.' }),
  user_id: nullable<number>('integer', { description: 'ID of the user it is about.' }),
  state: oneOf(
    states,
    'due: waits or is tried again; sent; failed; dropped: over a limit or to nobody; kept: there is no mail server.',
  ),
  attempts: Type.Integer({ description: 'Number of attempts.' }),
  last_error: nullable<string>('string', { description: 'Why the last attempt failed.' }),
  created_at: DateTime('When it was queued.'),
  due_at: DateTime('When it is or was due.'),
  sent_at: DateTimeOrNull('When the mail server accepted it.'),
}

const example = {
  id: 42,
  kind: 'reset_password',
  locale: 'en',
  recipient: 'bob@example.com',
  user_id: 7,
  state: 'sent' as const,
  attempts: 1,
  last_error: null,
  created_at: '2030-01-01T00:00:00.000Z',
  due_at: '2030-01-01T00:00:00.000Z',
  sent_at: '2030-01-01T00:00:01.000Z',
}

const Email = Type.Object(emailProperties, {
  title: 'Email',
  description: 'An email of the queue.',
  examples: [example],
})

export const EmailDetails = Type.Object(
  {
    ...emailProperties,
    message_id: Type.String({
      description: "Message-ID, to search for in the mail server's log.",
    }),
  },
  {
    title: 'EmailDetails',
    description: 'An email of the queue.',
    examples: [{ ...example, message_id: '<42.6c1e4b359a393d4f@auth.example.com>' }],
  },
)

export const EmailList = listOf(Email, example)

export const EmailQuery = listQuery(['id'], {
  q: Type.Optional(Type.String({ maxLength: 254, description: 'Prefix of the recipient.' })),
  state: Type.Optional(
    Type.Array(oneOf(states, 'State.'), { description: 'States, separated by commas.' }),
  ),
  kind: Type.Optional(oneOf(emailKinds, 'What it is about.')),
  user: Type.Optional(Type.Integer({ description: 'User ID.' })),
})

interface FilterParameters {
  readonly q?: string
  readonly state?: readonly string[]
  readonly kind?: string
  readonly user?: number
}

export function emailFilterFrom({ q, state, kind, user }: FilterParameters): EmailFilter {
  return { recipientPrefix: q, states: state, kind, userId: user }
}

export function emailBody(email: QueuedEmail) {
  return {
    id: email.id,
    kind: email.kind,
    locale: email.locale,
    recipient: email.recipient,
    user_id: email.userId,
    state: email.state as (typeof states)[number],
    attempts: email.attempts,
    last_error: email.lastError,
    created_at: toIsoString(email.createdAt),
    due_at: toIsoString(email.dueAt),
    sent_at: toIsoString(email.sentAt),
  }
}

export const Delivery = Type.Object(
  {
    is_configured: Type.Boolean({ description: 'Whether there is a mail server.' }),
    mode: oneOf(
      ['development', 'production'],
      'The mode decides what happens without a mail server.',
    ),
    server: nullable<string>('string', { description: 'Host and port (SMTP_URL).' }),
    encryption: nullable<string>('string', {
      description: 'tls: from the first byte; starttls: required; none.',
    }),
    user: nullable<string>('string', { description: 'User that logs in (SMTP_URL).' }),
    from: nullable<string>('string', { description: 'Sender (MAIL_FROM).' }),
    due: Type.Integer({ description: 'Number of emails that wait to be sent.' }),
    oldest_due_at: DateTimeOrNull('When the oldest of them was queued.'),
  },
  {
    title: 'EmailDelivery',
    description: 'How emails are delivered.',
    examples: [
      {
        is_configured: true,
        mode: 'production' as const,
        server: 'smtp.example.com:587',
        encryption: 'starttls',
        user: 'latchkey',
        from: 'auth@example.com',
        due: 0,
        oldest_due_at: null,
      },
    ],
  },
)

export const TestResult = Type.Object(
  {
    recipient: Type.String({ description: 'Recipient: your own address.' }),
    is_accepted: Type.Boolean({ description: 'Whether the mail server accepted the message.' }),
    steps: Type.Array(
      Type.Object({
        step: oneOf(smtpSteps, 'Step.'),
        result: oneOf(['ok', 'failed', 'skipped', 'not reached'], 'Result.'),
        detail: nullable<string>('string', { description: 'What was found, or what went wrong.' }),
      }),
      { description: 'Every step, in its order.' },
    ),
  },
  {
    title: 'EmailTestResult',
    description: 'The result of a test message, step by step.',
    examples: [
      {
        recipient: 'admin@example.com',
        is_accepted: false,
        steps: [
          { step: 'resolve' as const, result: 'ok' as const, detail: '203.0.113.25' },
          {
            step: 'connect' as const,
            result: 'failed' as const,
            detail: 'connect ECONNREFUSED 203.0.113.25:587',
          },
        ],
      },
    ],
  },
)

export function testResultBody(recipient: string, { isAccepted, steps }: SmtpTest) {
  return { recipient, is_accepted: isAccepted, steps: [...steps] }
}
