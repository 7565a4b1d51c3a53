import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { clientInfoOf } from '../../http/client-info.ts'
import { assertOwnForm, formTokenField, formTokenSchema } from '../../http/forms/form-token.ts'
import { sendFormPage } from '../../http/forms/send-form-page.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { trim } from '../../text/trim.ts'
import { pageBrand } from '../settings/page-brand.ts'
import { ownAccountPages } from './own-account-pages.ts'
import { type AccountLoginPage, accountLoginPage } from './pages/account-login-page.ts'
import {
  accountSessionOf,
  closeAccountSession,
  openAccountSession,
} from './pages/account-session.ts'
import { serveAccountPage } from './pages/serve-account-page.ts'

const hidden = { hide: true }
const beginning = '/account/security/'

const LoginForm = Type.Object({
  ...formTokenSchema,
  email: Type.Optional(Type.String({ maxLength: 254 })),
  password: Type.Optional(Type.String({ maxLength: 1_000 })),
  next: Type.Optional(Type.String({ maxLength: 200 })),
})

const LogoutForm = Type.Object(formTokenSchema)

/** The pages on which people look after their account, and the login to them. */
export function accountPageRoutes(app: App, context: Context): void {
  app.get('/account/', { schema: hidden }, (_request, reply) => reply.redirect(beginning))
  for (const page of ownAccountPages) serveAccountPage(app, context, page)
  loginRoutes(app, context)
  app.post(
    '/account/logout/',
    { schema: { ...hidden, body: LogoutForm } },
    async (request, reply) => {
      assertOwnForm(context, request)
      await closeAccountSession(context, request, reply, clientInfoOf(request))
      return reply.redirect('/account/login/', 303)
    },
  )
}

function loginRoutes(app: App, context: Context): void {
  const shown = (more: Pick<AccountLoginPage, 'formToken' | 'next' | 'email' | 'error'>) =>
    accountLoginPage({ brand: pageBrand(context), canReset: context.config.canEmail, ...more })

  app.get('/account/login/', { schema: hidden }, async (request, reply) => {
    const next = ownPath((request.query as { readonly next?: unknown }).next)
    if (await accountSessionOf(context, request)) return reply.redirect(next)
    return sendFormPage(reply, shown({ formToken: formTokenField(context, request, reply), next }))
  })
  app.post(
    '/account/login/',
    { schema: { ...hidden, body: LoginForm } },
    async (request, reply) => {
      assertOwnForm(context, request)
      const { email = '', password = '' } = request.body
      const next = ownPath(request.body.next)
      try {
        const credentials = { email: trim(email), password: trim(password) }
        await openAccountSession(context, reply, credentials, clientInfoOf(request))
        return reply.redirect(next, 303)
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        const formToken = formTokenField(context, request, reply)
        return sendFormPage(reply, shown({ formToken, next, email, error }), error)
      }
    },
  )
}

/** Only to a page of the account, whatever the address says. */
function ownPath(next: unknown): string {
  return ownAccountPages.find(({ path }) => path === next)?.path ?? beginning
}
