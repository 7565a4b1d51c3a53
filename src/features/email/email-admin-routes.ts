import type { Context } from '../../context.ts'
import { exactCountLimit } from '../../database/bounded-count.ts'
import { ApiError } from '../../errors.ts'
import { listBody, pageFrom } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { toIsoString } from '../../text/date-time.ts'
import { adminRoute } from '../permissions/admin-route.ts'
import { messageIdOf } from './build-email.ts'
import {
  Delivery,
  EmailDetails,
  EmailId,
  EmailList,
  EmailQuery,
  emailBody,
  emailFilterFrom,
  TestResult,
  testResultBody,
} from './email-admin-schema.ts'
import { countEmails, findEmail, listEmails } from './email-list-repository.ts'
import { findBacklog, type QueuedEmail } from './email-repository.ts'
import { retryEmail } from './retry-email.ts'
import { sendTestEmail } from './send-test-email.ts'

const Nothing = Type.Object({}, { description: 'Empty body.', examples: [{}] })

/** The queue of emails, and the mail server. No response holds a text, link or code. */
export function emailAdminRoutes(app: App, context: Context): void {
  queueRoutes(app, context)

  adminRoute(
    app,
    {
      method: 'GET',
      url: '/email/',
      id: 'readEmailDelivery',
      name: 'Email: delivery',
      tag: 'Emails',
      permission: 'email.view_email',
      summary: 'Read how emails are delivered',
      description: 'SMTP_URL and MAIL_FROM, without the password, and how many emails wait.',
      response: Delivery,
    },
    () => deliveryBody(context),
  )

  adminRoute(
    app,
    {
      method: 'POST',
      url: '/email/test/',
      id: 'testEmail',
      name: 'Email: test',
      tag: 'Emails',
      permission: 'email.send_email',
      summary: 'Send a test message to yourself',
      description: 'Reports the result of each step. Responds 200 even when one failed.',
      body: Nothing,
      response: TestResult,
      errors: ['email_unavailable'],
    },
    async ({ administrator }) => {
      const recipient = administrator.actor.label
      return testResultBody(recipient, await sendTestEmail(context, { recipient }, administrator))
    },
  )
}

function queueRoutes(app: App, context: Context): void {
  adminRoute(
    app,
    {
      method: 'GET',
      url: '/emails/',
      id: 'listEmails',
      name: 'Emails',
      tag: 'Emails',
      permission: 'email.view_email',
      summary: 'List emails',
      description: 'Newest first.',
      query: EmailQuery,
      response: EmailList,
    },
    async ({ query }) => {
      const filter = emailFilterFrom(query)
      const sort = pageFrom<'id'>(query, '-id')
      const limit = query.count === 'exact' ? undefined : exactCountLimit
      const page = await listEmails(context.db, filter, sort)
      const count = await countEmails(context.db, filter, limit)
      return listBody(page, count, { sort, toRow: emailBody })
    },
  )

  adminRoute(
    app,
    {
      method: 'GET',
      url: '/emails/:id/',
      id: 'readEmail',
      name: 'Email',
      tag: 'Emails',
      permission: 'email.view_email',
      summary: 'Read an email of the queue',
      description: 'Its text, link and code are created when it is sent, and shown to nobody else.',
      params: EmailId,
      response: EmailDetails,
    },
    async ({ params }) => {
      const email = await findEmail(context.db, params.id)
      if (!email) throw new ApiError('not_found')
      return detailsOf(context, email)
    },
  )

  adminRoute(
    app,
    {
      method: 'POST',
      url: '/emails/:id/retry/',
      id: 'retryEmail',
      name: 'Email: retry',
      tag: 'Emails',
      permission: 'email.send_email',
      summary: 'Send a failed email again',
      description: 'An email whose link has expired fails again.',
      params: EmailId,
      body: Nothing,
      response: EmailDetails,
      errors: ['conflict'],
    },
    async ({ params, administrator }) =>
      detailsOf(context, await retryEmail(context, params.id, administrator)),
  )
}

function detailsOf(context: Context, email: QueuedEmail) {
  const { hostname } = new URL(context.config.publicUrl)
  return { ...emailBody(email), message_id: `<${messageIdOf(context, email.id)}@${hostname}>` }
}

async function deliveryBody({ config, db }: Context) {
  const { smtp, mailFrom, mode } = config
  const { count, oldestAt } = await findBacklog(db)
  return {
    is_configured: smtp !== undefined,
    mode,
    server: smtp ? `${smtp.host}:${smtp.port}` : null,
    encryption: smtp ? (smtp.isSecure ? 'tls' : smtp.requiresTls ? 'starttls' : 'none') : null,
    user: smtp?.credentials?.user ?? null,
    from: mailFrom ?? null,
    due: count,
    oldest_due_at: toIsoString(oldestAt ?? null),
  }
}
