import type { Context } from '../context.ts'
import { listEmails, type QueuedEmail, retryEmail } from '../features/email/email-repository.ts'
import { renderEmail } from '../features/email/render-email.ts'
import { openSmtpTransport } from '../features/email/smtp-transport.ts'
import { isEmailAddress } from '../text/email-address.ts'
import { withContext } from './command-context.ts'
import { CommandError } from './exit-codes.ts'
import { answer, isoTime, type OutputOptions, shortTime, table } from './output.ts'
import { report, type Terminal } from './terminal.ts'

export interface TestEmailOptions {
  readonly to: string
}

/** `latchkey email test` */
export async function testEmail(terminal: Terminal, { to }: TestEmailOptions): Promise<void> {
  if (!isEmailAddress(to)) throw new CommandError('usage', '--to is not an email address.')
  await withContext(terminal, async (context) => {
    await sendTest(context, to)
    const { smtp } = context.config
    report(terminal, `${smtp?.host}:${smtp?.port} accepted a message for ${to}.`)
  })
}

async function sendTest({ config, processId }: Context, to: string): Promise<void> {
  const transport = await openSmtpTransport(config)
  if (!transport) throw new CommandError('configuration', 'Set SMTP_URL and MAIL_FROM first.')
  const product = new URL(config.publicUrl).hostname
  try {
    const message = await renderEmail('test', 'en', { product })
    await transport.send({ ...message, recipient: to, messageId: `test.${processId}` })
  } catch (error) {
    const { responseCode, code, message } = error as Error & {
      responseCode?: number
      code?: string
    }
    const reason = responseCode === undefined ? (code ?? 'error') : `response ${responseCode}`
    throw new CommandError('failed', `The message was not accepted (${reason}): ${message}`)
  } finally {
    transport.close()
  }
}

export interface ListEmailsOptions extends OutputOptions {
  readonly limit: number
}

/** `latchkey email list` */
export async function listEmailsCommand(
  terminal: Terminal,
  options: ListEmailsOptions,
): Promise<void> {
  const emails = await withContext(terminal, ({ db }) => listEmails(db, options.limit))
  answer(terminal, options, {
    document: { emails: emails.map(emailDocument) },
    lines: table(
      ['ID', 'KIND', 'RECIPIENT', 'STATE', 'ATTEMPTS', 'CREATED', 'ERROR'],
      emails.map((email) => [
        email.id,
        email.kind,
        email.recipient,
        email.state,
        email.attempts,
        shortTime(email.createdAt),
        email.lastError,
      ]),
    ),
  })
}

/** `latchkey email retry` */
export async function retryEmailCommand(terminal: Terminal, id: string): Promise<void> {
  if (!/^\d{1,15}$/.test(id)) throw new CommandError('usage', `${id} is not the ID of an email.`)
  await withContext(terminal, async ({ db, now }) => {
    if (!(await retryEmail(db, Number(id), now()))) {
      throw new CommandError('notFound', `There is no failed email ${id}.`)
    }
    report(terminal, `Email ${id} is due. A running server sends it within two seconds.`)
  })
}

function emailDocument(email: QueuedEmail) {
  return {
    id: email.id,
    kind: email.kind,
    locale: email.locale,
    recipient: email.recipient,
    user_id: email.userId,
    state: email.state,
    attempts: email.attempts,
    last_error: email.lastError,
    created_at: isoTime(email.createdAt),
    due_at: isoTime(email.dueAt),
    sent_at: isoTime(email.sentAt),
  }
}
