import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { recordEvent } from '../audit/record-event.ts'
import { type Administrator, assertPermission } from '../permissions/administrator.ts'
import { appearance, commonVariables, productName } from './build-email.ts'
import { localeFor } from './email-kinds.ts'
import { renderEmail } from './render-email.ts'
import { type SmtpTest, testSmtp } from './smtp-test.ts'
import { readEffectiveText } from './texts/effective-text.ts'

/**
 * Sends a message now, past the queue, and returns how far it came.
 *
 * @throws {ApiError} `permission_denied`; `email_unavailable` without a mail server.
 */
export async function sendTestEmail(
  context: Context,
  recipient: string,
  administrator: Administrator,
): Promise<SmtpTest> {
  assertPermission(administrator, 'email.send_email')
  const { config, processId, now } = context
  if (!config.smtp || config.mailFrom === undefined) throw new ApiError('email_unavailable')
  const locale = localeFor(context, undefined)
  const template = await readEffectiveText(context.db, 'test', locale)
  const rendered = await renderEmail(
    template,
    appearance(context, locale),
    commonVariables(context, locale, now()),
  )
  const senderName = productName(context)
  const messageId = `test.${now()}.${processId}`
  const message = { ...rendered, recipient, senderName, messageId }
  const test = await testSmtp(config, { smtp: config.smtp, mailFrom: config.mailFrom }, message)
  await recordEvent(context, {
    action: 'email.test',
    caller: administrator,
    changes: { accepted: [null, test.isAccepted] },
  })
  return test
}
