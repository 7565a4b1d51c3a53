import type { ClientInfo, Context } from '../../context.ts'
import { acceptInvitation } from '../invitations/accept-invitation.ts'
import type { SessionOwner } from '../sessions/recent-authentication.ts'
import { confirmEmailChange } from './change-own-email.ts'
import { confirmEmail } from './confirm-email.ts'
import type { LinkForm } from './pages/link-page.ts'
import { confirmRegistration } from './request-registration.ts'
import { restoreOwnAccount } from './restore-own-account.ts'
import { undoEmailChange } from './undo-email-change.ts'

/** What the page of an emailed link asks for, does and says. */
export interface LinkAction {
  readonly form: LinkForm
  readonly done: readonly [title: string, text: string]
  /** What it says where the session goes on, if that is something else. */
  readonly doneInSession?: LinkAction['done']
  readonly run: (context: Context, given: LinkInput, client: ClientInfo) => Promise<unknown>
}

export interface LinkInput {
  readonly token: string
  readonly password: string
  /** Of the browser, where it is logged in to the account of the link. */
  readonly session: SessionOwner | undefined
}

const currentPassword = {
  passwordLabel: 'Password',
  autocomplete: 'current-password',
} as const

/** Reading the mailbox is not enough, being logged in besides is. */
const provenBySession = {
  explanation:
    'Enter the password of your account: this browser is not logged in to it, and the link alone could be opened by anybody who reads the message.',
  offersReset: true,
  again: '/account/email/',
} as const

export const linkActions: readonly LinkAction[] = [
  {
    form: {
      path: '/account/confirm/',
      title: 'Confirm your email address',
      ...currentPassword,
      ...provenBySession,
      inSession: 'The address of your account is confirmed as yours.',
      button: 'Confirm',
    },
    done: ['Email address confirmed', 'You can close this page.'],
    run: (context, { token, password, session: owner }, client) =>
      confirmEmail(context, { token }, { owner, password }, client),
  },
  {
    form: {
      path: '/account/change-email/',
      title: 'Confirm your new email address',
      ...currentPassword,
      ...provenBySession,
      inSession: 'It becomes the address of your account.',
      button: 'Confirm',
    },
    done: ['Email address changed', 'You have been logged out. Log in with your new address.'],
    doneInSession: ['Email address changed', 'Your other sessions have ended.'],
    run: (context, { token, password, session }, client) =>
      confirmEmailChange(context, { token }, session ? { session } : { password }, client),
  },
  {
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
    run: (context, { token, password }, client) =>
      undoEmailChange(context, token, password, client),
  },
  {
    form: {
      path: '/account/restore/',
      title: 'Restore your account',
      ...currentPassword,
      explanation: 'Enter the password of your account. If it never had one, choose one now.',
      button: 'Restore my account',
    },
    done: ['Account restored', 'Log in as you did before.'],
    run: (context, { token, password }, client) =>
      restoreOwnAccount(context, token, password, client),
  },
  {
    form: {
      path: '/account/invitation/',
      title: 'Accept your invitation',
      explanation: 'Choose a password for your account.',
      passwordLabel: 'Password',
      autocomplete: 'new-password',
      button: 'Create account',
    },
    done: ['Account created', 'Log in with your email address and password.'],
    run: acceptInvitation,
  },
  {
    form: {
      path: '/account/register/',
      title: 'Complete your registration',
      explanation:
        'Choose a password for your new account. The one of the registration does not count here: somebody else may have typed it.',
      passwordLabel: 'Password',
      autocomplete: 'new-password',
      button: 'Create account',
    },
    done: ['Account created', 'Log in with your email address and password.'],
    run: (context, { token, password }, client) =>
      confirmRegistration(context, { token }, password, client),
  },
]
