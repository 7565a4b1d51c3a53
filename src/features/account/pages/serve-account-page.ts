import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { ClientInfo, Context } from '../../../context.ts'
import { ApiError, fieldErrors } from '../../../errors.ts'
import { clientInfoOf } from '../../../http/client-info.ts'
import { assertOwnForm, formTokenField, formTokenSchema } from '../../../http/forms/form-token.ts'
import { sendFormPage } from '../../../http/forms/send-form-page.ts'
import { Type } from '../../../http/schema.ts'
import type { App } from '../../../http/types.ts'
import { trim } from '../../../text/trim.ts'
import { isRecentlyAuthenticated, type SessionOwner } from '../../sessions/recent-authentication.ts'
import type { SessionState } from '../../sessions/session-repository.ts'
import { proveAgain } from '../../sessions/step-up.ts'
import { pageBrand } from '../../settings/page-brand.ts'
import type { AccountView } from './account-frame.ts'
import { accountSessionOf } from './account-session.ts'

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }))

const AccountForm = Type.Object({
  ...formTokenSchema,
  password: text(1_000),
  current_password: text(1_000),
  new_password: text(1_000),
  email: text(254),
  code: text(40),
  end: text(40),
})

/** The fields of all forms of these pages. */
export type AccountForm = Static<typeof AccountForm>

/** One request of a logged-in user. */
export interface AccountCall {
  readonly context: Context
  readonly session: SessionState
  readonly owner: SessionOwner
  readonly client: ClientInfo
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** A page on which people look after their account. */
export interface AccountPage {
  readonly path: string
  /** What it says after something was done, by what that was. */
  readonly done?: Readonly<Record<string, string>>
  readonly render: (call: AccountCall, view: AccountView, typed: AccountForm) => Promise<string>
  /** What its forms do, by the path they are sent to. */
  readonly forms: Readonly<Record<string, Act>>
}

/** Returns whether there is something to say, or what; or responds itself, where the page is not shown again. */
export type Act = (call: AccountCall, form: AccountForm) => Promise<boolean | string | FastifyReply>

/** Serves a page and its forms. They work without JavaScript, and opening the page changes nothing. */
export function serveAccountPage(app: App, context: Context, page: AccountPage): void {
  app.get(page.path, { schema: { hide: true } }, async (request, reply) => {
    const call = await callOf(context, request, reply)
    if (!call) return toLogin(reply, page.path)
    const { done } = request.query as { readonly done?: unknown }
    const view = await viewOf(call, { notice: noticeOf(page, done) })
    return sendFormPage(reply, await page.render(call, view, {}))
  })

  for (const [path, act] of Object.entries(page.forms)) {
    const options = { schema: { hide: true, body: AccountForm } }
    app.post(path, options, async (request, reply) => {
      assertOwnForm(context, request)
      const call = await callOf(context, request, reply)
      return call ? respond(page, act, call, request.body) : toLogin(reply, page.path)
    })
  }
}

async function respond(page: AccountPage, act: Act, call: AccountCall, form: AccountForm) {
  const { context, session, client, reply } = call
  try {
    // Where the form had a field for it.
    if (form.password !== undefined) await proveAgain(context, session, trim(form.password), client)
    const outcome = await act(call, form)
    if (typeof outcome === 'object') return outcome
    const done = outcome === true ? '1' : outcome
    return reply.redirect(done ? `${page.path}?done=${done}` : page.path, 303)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const shown = shownErrorOf(error)
    const view = await viewOf(call, { error: shown })
    return sendFormPage(reply, await page.render(call, view, form), shown)
  }
}

function noticeOf({ done = {} }: AccountPage, what: unknown): string | undefined {
  return Object.entries(done).find(([name]) => name === what)?.[1]
}

async function callOf(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<AccountCall | undefined> {
  const session = await accountSessionOf(context, request)
  if (!session) return undefined
  const owner = { userId: session.userId, sessionId: session.id }
  return { context, session, owner, client: clientInfoOf(request), request, reply }
}

async function viewOf(
  { context, session, owner, request, reply }: AccountCall,
  shown: Pick<AccountView, 'error' | 'notice'>,
): Promise<AccountView> {
  return {
    formToken: formTokenField(context, request, reply),
    brand: pageBrand(context),
    email: session.email,
    needsPassword: !(await isRecentlyAuthenticated(context, owner)),
    ...shown,
  }
}

/** The page shows the field that is needed; people know no code. */
function shownErrorOf(error: ApiError): ApiError {
  return error.code === 'reauthentication_required'
    ? fieldErrors({ password: ['Enter your password.'] })
    : error
}

function toLogin(reply: FastifyReply, next: string): FastifyReply {
  return reply.redirect(`/account/login/?next=${encodeURIComponent(next)}`, 303)
}
