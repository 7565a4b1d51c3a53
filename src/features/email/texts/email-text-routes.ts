import type { Context } from '../../../context.ts'
import { exactCountLimit } from '../../../database/bounded-count.ts'
import { listBody, pageFrom } from '../../../http/list-schema.ts'
import type { App } from '../../../http/types.ts'
import { adminRoute } from '../../permissions/admin-route.ts'
import { TestResult, testResultBody } from '../email-admin-schema.ts'
import type { EmailKind, Locale } from '../email-kinds.ts'
import { sendTestEmail } from '../send-test-email.ts'
import { changeText } from './change-text.ts'
import { countTextChanges, listTextChanges } from './email-text-repository.ts'
import {
  changeBody,
  History,
  HistoryQuery,
  Preview,
  PreviewBody,
  SentText,
  summaryBody,
  TextChangeBody,
  TextDetails,
  TextFile,
  TextImportBody,
  TextImportResult,
  TextList,
  TextName,
  textBody,
} from './email-text-schema.ts'
import { previewText } from './preview-text.ts'
import { listTexts, readText } from './read-texts.ts'
import { exportTexts, importTexts } from './text-file.ts'

const view = { tag: 'Emails', permission: 'email.view_email' } as const
const url = '/email-templates/:kind/:locale/'

/** What emails say, in each language. */
export function emailTextRoutes(app: App, context: Context): void {
  readRoutes(app, context)
  changeRoutes(app, context)

  adminRoute(
    app,
    {
      ...view,
      method: 'POST',
      url: `${url}preview/`,
      id: 'previewEmailText',
      name: 'Email text: preview',
      summary: 'See a text as a message',
      description: 'Changes nothing. Code and link are examples.',
      isReadOnly: true,
      params: TextName,
      body: PreviewBody,
      response: Preview,
    },
    ({ params, body }) => previewText(context, params, body),
  )
  sendRoute(app, context)
  fileRoutes(app, context)
}

function sendRoute(app: App, context: Context): void {
  adminRoute(
    app,
    {
      method: 'POST',
      url: `${url}send/`,
      id: 'sendEmailText',
      name: 'Email text: send',
      tag: 'Emails',
      permission: 'email.send_email',
      summary: 'Send a text to yourself',
      description:
        'Code and link are examples. Reports the result of each step, and responds 200 even when one failed.',
      params: TextName,
      body: SentText,
      response: TestResult,
      errors: ['email_unavailable'],
    },
    async ({ params, body, administrator }) => {
      const { subject, body: saved } = await readText(context, params.kind, params.locale)
      const text = { subject, body: saved, ...body }
      const message = { ...params, recipient: administrator.actor.label, text }
      const test = await sendTestEmail(context, message, administrator)
      return testResultBody(message.recipient, test)
    },
  )
}

/** All texts of staff as one file. */
function fileRoutes(app: App, context: Context): void {
  adminRoute(
    app,
    {
      ...view,
      method: 'GET',
      url: '/email-templates/export/',
      id: 'exportEmailTexts',
      name: 'Email texts: export',
      summary: 'Export all changed texts',
      response: TextFile,
    },
    async () => ({ texts: await exportTexts(context) }),
  )

  adminRoute(
    app,
    {
      method: 'POST',
      url: '/email-templates/import/',
      id: 'importEmailTexts',
      name: 'Email texts: import',
      tag: 'Emails',
      permission: 'email.change_template',
      summary: 'Import texts',
      description: 'All or none. Texts that the file does not name stay as they are.',
      body: TextImportBody,
      response: TextImportResult,
    },
    async ({ body: { texts, dry_run: isDryRun = false }, administrator }) => ({
      dry_run: isDryRun,
      changed: await importTexts(context, { texts, isDryRun }, administrator),
    }),
  )
}

function readRoutes(app: App, context: Context): void {
  adminRoute(
    app,
    {
      ...view,
      method: 'GET',
      url: '/email-templates/',
      id: 'listEmailTexts',
      name: 'Email texts',
      summary: 'List the texts of emails',
      response: TextList,
    },
    async () => ({ results: (await listTexts(context)).map(summaryBody) }),
  )

  adminRoute(
    app,
    {
      ...view,
      method: 'GET',
      url,
      id: 'readEmailText',
      name: 'Email text',
      summary: 'Read the text of an email',
      params: TextName,
      response: TextDetails,
    },
    ({ params }) => detailsOf(context, params),
  )

  adminRoute(
    app,
    {
      ...view,
      method: 'GET',
      url: `${url}history/`,
      id: 'listEmailTextChanges',
      name: 'Email text: history',
      summary: 'List the changes of a text',
      description: 'Newest first. A text of the history is restored by saving it again.',
      params: TextName,
      query: HistoryQuery,
      response: History,
    },
    async ({ params, query }) => {
      const sort = pageFrom<'id'>(query, '-id')
      const limit = query.count === 'exact' ? undefined : exactCountLimit
      const page = await listTextChanges(context.db, params, sort)
      const count = await countTextChanges(context.db, params, limit)
      return listBody(page, count, { sort, toRow: changeBody })
    },
  )
}

function changeRoutes(app: App, context: Context): void {
  const everyRoute = {
    url,
    name: 'Email text',
    tag: 'Emails',
    permission: 'email.change_template',
    params: TextName,
    response: TextDetails,
    readCurrent: ({ params }: { readonly params: TextKey }) => detailsOf(context, params),
  } as const

  adminRoute(
    app,
    {
      ...everyRoute,
      method: 'PATCH',
      id: 'changeEmailText',
      summary: 'Change the text of an email',
      description: 'Applies to every message that has not been sent yet, on every node.',
      body: TextChangeBody,
    },
    async ({ params, body, administrator, expectedVersion }) => {
      const { version: _, ...text } = body
      await changeText(context, { ...params, text, expectedVersion }, administrator)
      return detailsOf(context, params)
    },
  )

  adminRoute(
    app,
    {
      ...everyRoute,
      method: 'DELETE',
      id: 'resetEmailText',
      summary: 'Reset a text to the built-in one',
    },
    async ({ params, administrator, expectedVersion }) => {
      await changeText(context, { ...params, text: undefined, expectedVersion }, administrator)
      return detailsOf(context, params)
    },
  )
}

interface TextKey {
  readonly kind: EmailKind
  readonly locale: Locale
}

async function detailsOf(context: Context, { kind, locale }: TextKey) {
  return textBody(context, await readText(context, kind, locale))
}
