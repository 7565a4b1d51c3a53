import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { clientInfoOf } from '../../http/client-info.ts'
import { assertOwnForm, formTokenField, formTokenSchema } from '../../http/forms/form-token.ts'
import { sendFormPage } from '../../http/forms/send-form-page.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { trim } from '../../text/trim.ts'
import type { SessionState } from '../sessions/session-repository.ts'
import { pageBrand } from '../settings/page-brand.ts'
import { addressOfLink, userOfLink } from '../verifications/check-verification.ts'
import { type LinkAction, linkActions } from './link-actions.ts'
import { accountSessionOf } from './pages/account-session.ts'
import { donePage, linkPage } from './pages/link-page.ts'

const LinkBody = Type.Object({
  token: Type.Optional(Type.String({ maxLength: 200 })),
  password: Type.Optional(Type.String({ maxLength: 1_000 })),
  ...formTokenSchema,
})

/** The pages of emailed links that take a password besides. */
export function linkPages(app: App, context: Context): void {
  for (const action of linkActions) linkRoutes(app, context, action)
  addressRoute(app, context)
}

/** Lets a page say whose account its link is about. Nobody learns more by it than the mailbox that they read. */
function addressRoute(app: App, context: Context): void {
  app.post(
    '/account/address/',
    { schema: { body: LinkBody, hide: true } },
    async ({ body: { token = '' } }) => ({ email: await addressOfLink(context, token) }),
  )
}

function linkRoutes(app: App, context: Context, action: LinkAction): void {
  const { form } = action
  app.get(form.path, { schema: { hide: true } }, async (request, reply) => {
    const session = await sessionOf(context, action, request)
    return showForm(context, action, { request, reply, session })
  })
  app.post(form.path, { schema: { body: LinkBody, hide: true } }, async (request, reply) => {
    assertOwnForm(context, request)
    const { token = '', password = '' } = request.body
    const session = await ownSession(context, action, { request, token })
    const owner = session && { userId: session.userId, sessionId: session.id }
    try {
      const input = { token, password: trim(password), session: owner }
      await action.run(context, input, clientInfoOf(request))
      const [title, text] = (session && action.doneInSession) ?? action.done
      return sendFormPage(reply, donePage(title, text, pageBrand(context)))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      return showForm(context, action, { request, reply, session, token, error })
    }
  })
}

interface Visit {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly session: SessionState | undefined
  readonly token?: string
  readonly error?: ApiError
}

function showForm(
  context: Context,
  { form }: LinkAction,
  { request, reply, session, ...sent }: Visit,
): FastifyReply {
  const formToken = formTokenField(context, request, reply)
  const shown = { brand: pageBrand(context), loggedInAs: session?.email, ...sent }
  return sendFormPage(reply, linkPage({ ...form, formToken, ...shown }), sent.error)
}

/** The session of the browser, where one takes the place of the password. */
async function sessionOf(context: Context, { form }: LinkAction, request: FastifyRequest) {
  return form.inSession === undefined ? undefined : accountSessionOf(context, request)
}

/** The same, of the user whose link it is. */
async function ownSession(
  context: Context,
  action: LinkAction,
  { request, token }: { readonly request: FastifyRequest; readonly token: string },
) {
  const session = await sessionOf(context, action, request)
  return session?.userId === (await userOfLink(context, token)) ? session : undefined
}
