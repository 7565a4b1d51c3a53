import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { clientInfoOf } from '../../http/client-info.ts'
import { assertOwnForm, formTokenField, formTokenSchema } from '../../http/forms/form-token.ts'
import { sendFormPage } from '../../http/forms/send-form-page.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { trim } from '../../text/trim.ts'
import { pageBrand } from '../settings/page-brand.ts'
import { addressOfLink } from '../verifications/check-verification.ts'
import { type LinkAction, linkActions } from './link-actions.ts'
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

function linkRoutes(app: App, context: Context, { form, done, run }: LinkAction): void {
  const brand = () => pageBrand(context)

  app.get(form.path, { schema: { hide: true } }, (request, reply) => {
    const formToken = formTokenField(context, request, reply)
    return sendFormPage(reply, linkPage({ ...form, formToken, brand: brand() }))
  })
  app.post(form.path, { schema: { body: LinkBody, hide: true } }, async (request, reply) => {
    assertOwnForm(context, request)
    const { token = '', password = '' } = request.body
    try {
      await run(context, { token, password: trim(password) }, clientInfoOf(request))
      return sendFormPage(reply, donePage(...done, brand()))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const formToken = formTokenField(context, request, reply)
      const page = linkPage({ ...form, formToken, token, error, brand: brand() })
      return sendFormPage(reply, page, error)
    }
  })
}
