import type { Command } from 'commander'
import { emailKinds, locales } from '../../features/email/email-kinds.ts'
import { findEmail, listEmails } from '../../features/email/email-list-repository.ts'
import type { QueuedEmail } from '../../features/email/email-repository.ts'
import { retryEmail } from '../../features/email/retry-email.ts'
import { sendTestEmail } from '../../features/email/send-test-email.ts'
import { isEmailAddress } from '../../text/email-address.ts'
import { commandLineAdministrator, withContext } from '../command-context.ts'
import { CommandError, ReportedError } from '../exit-codes.ts'
import { examples, json, limit } from '../flags.ts'
import { answer, isoTime, type OutputOptions, shortTime, table } from '../output.ts'
import { positiveInteger, quoted } from '../parse-options.ts'
import { report, type Terminal } from '../terminal.ts'

export function declare(email: Command, terminal: Terminal): void {
  email
    .command('test')
    .description('send a test email now and show the result of each step')
    .requiredOption('--to <email>', 'recipient')
    .option('--kind <kind>', 'send this text, with an example of a code and link', 'test')
    .option('--locale <locale>', 'in this language')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey email test --to you@example.com',
        'latchkey email test --to you@example.com --kind reset_password --locale de',
        'SMTP_URL=smtp://localhost:1025 latchkey email test --to you@example.com',
      ),
    )
    .action((options) => testEmail(terminal, options))

  email
    .command('list')
    .description('list emails, newest first')
    .addOption(limit())
    .addOption(json())
    .addHelpText('after', examples('latchkey email list', 'latchkey email list --json'))
    .action((options) => listEmailsCommand(terminal, options))

  email
    .command('show')
    .description('show the status of one email; never its text')
    .argument('<id>', 'ID of the email (see email list)')
    .addOption(json())
    .addHelpText('after', examples('latchkey email show 42', 'latchkey email show 42 --json'))
    .action((id, options) => showEmailCommand(terminal, id, options))

  email
    .command('retry')
    .description('send a failed email again')
    .argument('<id>', 'ID of the email (see email list)')
    .addHelpText('after', examples('latchkey email retry 42', 'latchkey email retry 42 --quiet'))
    .action((id) => retryEmailCommand(terminal, id))
}

interface TestEmailOptions extends OutputOptions {
  readonly to: string
  readonly kind: string
  readonly locale?: string
}

/** `latchkey email test` */
async function testEmail(terminal: Terminal, options: TestEmailOptions): Promise<void> {
  const { to } = options
  if (!isEmailAddress(to))
    throw new CommandError('usage', `--to: expected an email address, not ${quoted(to)}.`)
  const message = { recipient: to, ...textFrom(options) }
  await withContext(terminal, async (context) => {
    const { smtp, mailFrom } = context.config
    if (!smtp || mailFrom === undefined) {
      throw new CommandError('configuration', 'Set SMTP_URL and MAIL_FROM first.')
    }
    const { isAccepted, steps } = await sendTestEmail(context, message, commandLineAdministrator())
    answer(terminal, options, {
      document: { recipient: to, is_accepted: isAccepted, steps },
      lines: table(
        ['STEP', 'RESULT', 'DETAIL'],
        steps.map(({ step, result, detail }) => [step, result, detail]),
      ),
    })
    if (!isAccepted)
      throw new ReportedError('failed', 'The mail server did not accept the message.')
    if (!options.json) report(terminal, `${smtp.host}:${smtp.port} accepted a message for ${to}.`)
  })
}

function textFrom({ kind: kindText, locale: localeText }: TestEmailOptions) {
  const kind = emailKinds.find((each) => each === kindText)
  if (!kind) {
    throw new CommandError(
      'usage',
      `--kind: expected ${emailKinds.join(', ')}, not ${quoted(kindText)}.`,
    )
  }
  const locale = locales.find((each) => each === localeText)
  if (localeText !== undefined && !locale) {
    throw new CommandError(
      'usage',
      `--locale: expected ${locales.join(', ')}, not ${quoted(localeText)}.`,
    )
  }
  return { kind, locale }
}

interface ListEmailsOptions extends OutputOptions {
  readonly limit: number | string
}

/** `latchkey email list` */
async function listEmailsCommand(terminal: Terminal, options: ListEmailsOptions): Promise<void> {
  const page = {
    sort: 'id',
    isDescending: true,
    after: undefined,
    limit: positiveInteger('--limit', options.limit),
  }
  const { items: emails } = await withContext(terminal, ({ db }) => listEmails(db, {}, page))
  answer(terminal, options, {
    document: { emails: emails.map(emailDocument) },
    none: 'No emails.',
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

/** `latchkey email show` */
async function showEmailCommand(
  terminal: Terminal,
  id: string,
  options: OutputOptions,
): Promise<void> {
  await withContext(terminal, async (context) => {
    const email = await findEmail(context.db, idFrom(id))
    if (!email) throw new CommandError('notFound', `There is no email ${id}.`)
    const document = emailDocument(email)
    answer(terminal, options, {
      document,
      lines: Object.entries(document).map(([name, value]) => `${name}: ${value ?? '-'}`),
    })
  })
}

/** `latchkey email retry` */
async function retryEmailCommand(terminal: Terminal, id: string): Promise<void> {
  await withContext(terminal, async (context) => {
    await retryEmail(context, idFrom(id), commandLineAdministrator())
    report(terminal, `Email ${id} is queued. A running server sends it within two seconds.`)
  })
}

function idFrom(text: string): number {
  if (!/^\d{1,15}$/.test(text))
    throw new CommandError('usage', `Expected the ID of an email, not ${quoted(text)}.`)
  return Number(text)
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
