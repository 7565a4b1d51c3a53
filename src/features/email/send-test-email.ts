import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { recordEvent } from '../audit/record-event.ts'
import { type Administrator, assertPermission } from '../permissions/administrator.ts'
import { productName } from './build-email.ts'
import { type EmailKind, type Locale, localeFor } from './email-kinds.ts'
import { type SmtpTest, testSmtp } from './smtp-test.ts'
import type { Template } from './templates/template.ts'
import { readEffectiveText } from './texts/effective-text.ts'
import { previewText } from './texts/preview-text.ts'

export interface TestMessage {
  readonly recipient: string
  /** Which text to send, with values that open nothing; the one about the test by default. */
  readonly kind?: EmailKind
  readonly locale?: Locale | undefined
  /** The text itself where it is not the one in effect. */
  readonly text?: Template | undefined
}

/**
 * Sends a message now, past the queue, and returns how far it came.
 *
 * @throws {ApiError} `permission_denied`; `email_unavailable` without a mail server; `validation_failed`.
 */
export async function sendTestEmail(
  context: Context,
  { recipient, kind = 'test', locale = localeFor(context, undefined), text }: TestMessage,
  administrator: Administrator,
): Promise<SmtpTest> {
  assertPermission(administrator, 'email.send_email')
  const { config, processId, now } = context
  if (!config.smtp || config.mailFrom === undefined) throw new ApiError('email_unavailable')
  const template = text ?? (await readEffectiveText(context.db, kind, locale))
  const rendered = await previewText(context, { kind, locale }, template)
  const senderName = productName(context)
  const messageId = `test.${now()}.${processId}`
  const message = { ...rendered, recipient, senderName, messageId }
  const test = await testSmtp(config, { smtp: config.smtp, mailFrom: config.mailFrom }, message)
  await recordEvent(context, {
    action: 'email.test',
    caller: administrator,
    changes: { kind: [null, kind], accepted: [null, test.isAccepted] },
  })
  return test
}
