import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { clientInfoOf } from '../../http/client-info.ts'
import { cookieHeader } from '../../http/cookie.ts'
import { sendFormPage } from '../../http/forms/send-form-page.ts'
import { isFromElsewhere } from '../../http/same-origin.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { pageBrand } from '../settings/page-brand.ts'
import { passwordHint } from '../users/password-policy.ts'
import { hasActiveSuperuser } from '../users/user-list-repository.ts'
import { deadSetupPage, setupPage } from './pages/setup-page.ts'
import { redeemSetupLink } from './setup-link.ts'
import { hasSetupLink } from './setup-link-repository.ts'
import { consoleCookie } from './staff-guard.ts'

const SetupForm = Type.Object({
  token: Type.Optional(Type.String({ maxLength: 200 })),
  email: Type.Optional(Type.String({ maxLength: 254 })),
  password: Type.Optional(Type.String()),
})

/** The page of the setup link, for the first administrator. */
export function setupRoutes(app: App, context: Context): void {
  const { config } = context
  const brand = () => pageBrand(context)

  app.get('/admin/setup/', { schema: { hide: true } }, async (_request, reply) => {
    // The token of the link stays in the browser: a link is known to be dead when none works.
    const isAlive = await hasSetupLink(context.db, context.now())
    const page = isAlive
      ? setupPage({ brand: brand(), passwordHint: passwordHint(context.settings.values) })
      : deadSetupPage(brand(), await hasActiveSuperuser(context.db))
    return sendFormPage(reply, page)
  })

  app.post('/admin/setup/', { schema: { body: SetupForm, hide: true } }, async (request, reply) => {
    const { token = '', email = '', password = '' } = request.body
    if (isFromElsewhere(request, config)) throw new ApiError('csrf_failed')
    try {
      const session = await redeemSetupLink(
        context,
        { token, email, password },
        clientInfoOf(request),
      )
      reply.header('set-cookie', cookieHeader(config, consoleCookie(config), session))
      return reply.redirect('/admin/', 303)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const hint = passwordHint(context.settings.values)
      const page = setupPage({ token, email, error, brand: brand(), passwordHint: hint })
      return sendFormPage(reply, page, error)
    }
  })
}
