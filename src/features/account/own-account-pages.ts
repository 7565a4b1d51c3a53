import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import { fieldErrors } from '../../errors.ts'
import { sendFormPage } from '../../http/forms/send-form-page.ts'
import { invalidEmailMessage, isEmailAddress } from '../../text/email-address.ts'
import { trim } from '../../text/trim.ts'
import { describeClient } from '../sessions/describe-client.ts'
import { pageBrand } from '../settings/page-brand.ts'
import { kindOfTicket } from '../verifications/check-verification.ts'
import { dataFileHeaders } from './account-data-routes.ts'
import { confirmEmailChange, requestEmailChange } from './change-own-email.ts'
import { changeOwnPassword } from './change-own-password.ts'
import { confirmEmail, requestEmailConfirmation } from './confirm-email.ts'
import { deleteOwnAccount } from './delete-own-account.ts'
import { exportOwnData } from './export-own-data.ts'
import {
  endOtherSessions,
  endOwnConsoleSession,
  endOwnSession,
  listOwnConsoleSessions,
  listOwnSessions,
} from './own-sessions.ts'
import {
  deletePage,
  exportPage,
  type ShownSession,
  securityPage,
  sessionsPage,
} from './pages/account-pages.ts'
import { forgetAccountSession } from './pages/account-session.ts'
import { type EmailState, emailPage } from './pages/email-page.ts'
import { forgetTicket, keepTicket, ticketOf } from './pages/flow-ticket.ts'
import { donePage } from './pages/link-page.ts'
import type { AccountCall, AccountForm, AccountPage } from './pages/serve-account-page.ts'
import { changeProfile, isChangeConfirmed } from './profile.ts'
import { readSecurity } from './read-security.ts'

const security: AccountPage = {
  path: '/account/security/',
  done: { 1: 'Your password is changed, and your other sessions have ended.' },
  render: async ({ context, owner }, view) =>
    securityPage(view, await readSecurity(context, owner)),
  forms: {
    async '/account/security/'({ context, owner, client }, form) {
      const { current_password: current, new_password: next = '' } = form
      const change = {
        currentPassword: current === undefined ? undefined : trim(current),
        newPassword: trim(next),
      }
      await changeOwnPassword(context, owner, change, client)
      return true
    },
  },
}

const sessions: AccountPage = {
  path: '/account/sessions/',
  done: { 1: 'The sessions have ended.' },
  render: async (call, view) => sessionsPage(view, await shownSessions(call)),
  forms: {
    async '/account/sessions/'(call, { end }) {
      if (end === undefined) return false
      await endShown(call, end)
      return true
    },
  },
}

async function shownSessions({ context, owner }: AccountCall): Promise<ShownSession[]> {
  const own = await listOwnSessions(context, owner)
  const console = await listOwnConsoleSessions(context, owner)
  return [
    ...own.map(({ session }) => ({
      key: `session-${session.id}`,
      isCurrent: session.id === owner.sessionId,
      client: describeClient(session.userAgent),
      address: session.lastAddress ?? session.address,
      lastUsedAt: session.rotatedAt,
    })),
    ...console.map((session) => ({
      key: `console-${session.id}`,
      isCurrent: false,
      client: `Admin console, ${describeClient(session.userAgent)}`,
      address: session.address,
      lastUsedAt: session.lastUsedAt,
    })),
  ]
}

async function endShown({ context, owner, client }: AccountCall, key: string): Promise<void> {
  if (key === 'others') {
    await endOtherSessions(context, owner, client)
    return
  }
  const [, kind, digits] = /^(session|console)-([1-9]\d{0,14})$/.exec(key) ?? []
  const end = kind === 'console' ? endOwnConsoleSession : endOwnSession
  await end(context, owner, Number(digits ?? 0), client)
}

const email: AccountPage = {
  path: '/account/email/',
  done: {
    1: 'Your email address is changed.',
    confirmed: 'Your email address is confirmed.',
  },
  async render({ context, owner, request }, view, typed) {
    const { isEmailVerified, pendingEmail } = await readSecurity(context, owner)
    return emailPage(view, {
      isVerified: isEmailVerified,
      canConfirm: context.config.canEmail,
      pending: pendingEmail,
      awaited: await awaitedIn(context, request),
      isChangeConfirmed: isChangeConfirmed(context),
      typed: typed.email ?? '',
    })
  },
  forms: {
    '/account/email/': askForEmail,
    async '/account/email/send/'({ context, owner, client, reply }) {
      const { isEmailVerified } = await readSecurity(context, owner)
      if (isEmailVerified) return 'confirmed'
      const { ticket } = await requestEmailConfirmation(context, owner, client)
      keepTicket(context, reply, ticket)
      return false
    },
    async '/account/email/confirm/'({ context, owner, client, request, reply }, { code = '' }) {
      const proof = { ticket: ticketOf(context, request), code }
      const isConfirmation = (await awaitedIn(context, request)) === 'confirm_email'
      if (isConfirmation) {
        await confirmEmail(context, proof, { owner, password: undefined }, client)
      } else {
        await confirmEmailChange(context, proof, { session: owner }, client)
      }
      forgetTicket(context, reply)
      return isConfirmation ? 'confirmed' : true
    },
  },
}

/** What the code is for that this browser asked for. */
async function awaitedIn(
  context: Context,
  request: FastifyRequest,
): Promise<EmailState['awaited']> {
  const kind = await kindOfTicket(context, ticketOf(context, request))
  return (['confirm_email', 'change_email'] as const).find((each) => each === kind)
}

async function askForEmail(call: AccountCall, form: AccountForm): Promise<boolean> {
  const { context, owner, client, reply } = call
  const wanted = trim(form.email ?? '')
  if (!isEmailAddress(wanted)) throw fieldErrors({ email: [invalidEmailMessage] })
  if (!isChangeConfirmed(context)) {
    await changeProfile(context, owner, { email: wanted }, client)
    return true
  }
  const { ticket } = await requestEmailChange(context, owner, wanted, client)
  keepTicket(context, reply, ticket)
  return false
}

const exporting: AccountPage = {
  path: '/account/export/',
  render: async (_call, view) => exportPage(view),
  forms: {
    async '/account/export/'({ context, owner, client, reply }) {
      const data = await exportOwnData(context, owner, client)
      reply.headers(dataFileHeaders)
      return reply.send(Readable.from(data, { objectMode: false }))
    },
  },
}

const deleting: AccountPage = {
  path: '/account/delete/',
  render: async (_call, view) => deletePage(view),
  forms: {
    async '/account/delete/'({ context, owner, client, reply }) {
      const until = await deleteOwnAccount(context, owner, client)
      forgetAccountSession(context, reply)
      const text = `It can be restored until ${new Date(until).toISOString().slice(0, 10)}.`
      return sendFormPage(reply, donePage('Account deleted', text, pageBrand(context)))
    },
  },
}

/** The pages of a logged-in user. */
export const ownAccountPages: readonly AccountPage[] = [
  security,
  sessions,
  email,
  exporting,
  deleting,
]
