import { insertEmail } from '../../src/features/email/email-repository.ts'
import type { TestServer } from './test-server.ts'

interface EmailOfTest {
  readonly recipient?: string
  readonly kind?: string
  readonly state?: 'due' | 'sent' | 'failed' | 'kept' | 'dropped'
  readonly userId?: number | null
}

/** Puts an email into the queue as it would be after a while, and returns its ID. */
export async function addEmail(
  { context }: TestServer,
  {
    recipient = 'bob@example.com',
    kind = 'password_changed',
    state = 'sent',
    userId = null,
  }: EmailOfTest = {},
): Promise<number> {
  const id = await insertEmail(context.db, {
    kind,
    locale: 'en',
    userId,
    verificationId: null,
    recipient,
    variables: '{}',
    state: 'kept',
    at: context.now(),
  })
  const error = state === 'failed' ? 'The mail server responded with 550.' : null
  await context.db
    .updateTable('emails')
    .set({ state, last_error: error, sent_at: state === 'sent' ? context.now() : null })
    .where('id', '=', id)
    .execute()
  return id
}
