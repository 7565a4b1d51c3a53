import type { ClientInfo, Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { clientInfoOf } from '../../http/client-info.ts'
import { sendFormPage } from '../../http/forms/send-form-page.ts'
import { isFromElsewhere } from '../../http/same-origin.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { trim } from '../../text/trim.ts'
import { confirmEmailChange } from './change-own-email.ts'
import { confirmEmail } from './confirm-email.ts'
import { donePage, linkPage } from './pages/link-page.ts'
import { confirmRegistration } from './request-registration.ts'
import { undoEmailChange } from './undo-email-change.ts'

const LinkForm = Type.Object({
  token: Type.Optional(Type.String({ maxLength: 200 })),
  password: Type.Optional(Type.String({ maxLength: 1_000 })),
})

interface LinkAction {
  readonly form: Omit<Parameters<typeof linkPage>[0], 'token' | 'error' | 'environmentLabel'>
  readonly done: readonly [string, string]
  readonly run: (token: string, password: string, client: ClientInfo) => Promise<unknown>
}

/** The pages of emailed links that confirm something. */
export function linkPages(app: App, context: Context): void {
  linkRoutes(app, context, {
    form: {
      path: '/account/confirm/',
      title: 'Confirm your email address',
      explanation: 'Enter the password of your account.',
      passwordLabel: 'Password',
      autocomplete: 'current-password',
      button: 'Confirm',
    },
    done: ['Email address confirmed', 'You can close this page.'],
    run: (token, password, client) =>
      confirmEmail(context, { token }, { owner: undefined, password }, client),
  })
  linkRoutes(app, context, {
    form: {
      path: '/account/change-email/',
      title: 'Confirm your new email address',
      explanation: 'Enter the password of your account.',
      passwordLabel: 'Password',
      autocomplete: 'current-password',
      button: 'Confirm',
    },
    done: ['Email address changed', 'You have been logged out. Log in with your new address.'],
    run: (token, password, client) => confirmEmailChange(context, { token }, { password }, client),
  })
  linkRoutes(app, context, {
    form: {
      path: '/account/undo/',
      title: 'Take your account back',
      explanation:
        'Your account gets its previous email address back, and everybody is logged out. Choose a new password that nobody else knows.',
      passwordLabel: 'New password',
      autocomplete: 'new-password',
      button: 'Restore my email address',
    },
    done: ['Email address restored', 'Log in with your previous address and your new password.'],
    run: (token, password, client) => undoEmailChange(context, token, password, client),
  })
  linkRoutes(app, context, {
    form: {
      path: '/account/register/',
      title: 'Complete your registration',
      explanation: 'Choose a password for your new account.',
      passwordLabel: 'Password',
      autocomplete: 'new-password',
      button: 'Create account',
    },
    done: ['Account created', 'Log in with your email address and password.'],
    run: (token, password, client) => confirmRegistration(context, { token }, password, client),
  })
}

function linkRoutes(app: App, context: Context, { form, done, run }: LinkAction): void {
  const { config } = context
  const { environmentLabel } = config

  app.get(form.path, { schema: { hide: true } }, (_request, reply) =>
    sendFormPage(reply, linkPage({ ...form, environmentLabel })),
  )
  app.post(form.path, { schema: { body: LinkForm, hide: true } }, async (request, reply) => {
    if (isFromElsewhere(request, config)) throw new ApiError('csrf_failed')
    const { token = '', password = '' } = request.body
    try {
      await run(token, trim(password), clientInfoOf(request))
      return sendFormPage(reply, donePage(...done, environmentLabel))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const page = linkPage({ ...form, token, error, environmentLabel })
      return sendFormPage(reply, page, error)
    }
  })
}
