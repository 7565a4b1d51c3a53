import type { Context } from '../../../context.ts'
import { exactCountLimit } from '../../../database/bounded-count.ts'
import { listBody, pageFrom } from '../../../http/list-schema.ts'
import type { App } from '../../../http/types.ts'
import { adminRoute } from '../../permissions/admin-route.ts'
import type { EmailKind, Locale } from '../email-kinds.ts'
import { changeText } from './change-text.ts'
import { countTextChanges, listTextChanges } from './email-text-repository.ts'
import {
  changeBody,
  History,
  HistoryQuery,
  Preview,
  PreviewBody,
  summaryBody,
  TextChangeBody,
  TextDetails,
  TextList,
  TextName,
  textBody,
} from './email-text-schema.ts'
import { previewText } from './preview-text.ts'
import { listTexts, readText } from './read-texts.ts'

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
