import { type FormField, formField } from '../../../http/forms/form-page.ts'
import { type Html, html } from '../../../text/html.ts'
import { type AccountView, accountFrame, passwordFields } from './account-frame.ts'

export interface EmailState {
  readonly isVerified: boolean
  /** Whether the message that confirms the address can be sent. */
  readonly canConfirm: boolean
  /** The address that was asked for and is not confirmed yet. */
  readonly pending: string | undefined
  /** What the code is for that was requested in this browser, which is where it can be typed. */
  readonly awaited: 'confirm_email' | 'change_email' | undefined
  /** Whether a new address has to be proven. */
  readonly isChangeConfirmed: boolean
  /** As it was typed. */
  readonly typed: string
}

export function emailPage(view: AccountView, state: EmailState): string {
  const { error } = view
  const address: FormField = {
    name: 'email',
    label: 'New email address',
    type: 'email',
    autocomplete: 'email',
    value: state.typed,
    issues: error?.fields?.['email'] ?? [],
  }
  const fields = [address, ...passwordFields(view)]
  const button = state.isChangeConfirmed ? 'Send code' : 'Change email address'
  return accountFrame(view, {
    name: 'email',
    title: 'Email address',
    fields,
    content: html`<p><strong>${view.email}</strong> · ${state.isVerified ? 'confirmed' : 'not confirmed'}</p>
${confirmationForms(view, state)}
${pendingForm(view, state)}
<form method="post" action="/account/email/" novalidate>${view.formToken}
<h2>Change your email address</h2>
${fields.map(formField)}
<button type="submit">${button}</button>
<p class="hint">${state.isChangeConfirmed ? 'We send a code to the new address. Nothing changes until you enter it.' : 'This ends your other sessions.'}</p>
</form>`,
  })
}

/** For an address that was never proven: the code, once there is one, and a button that sends another. */
function confirmationForms(view: AccountView, state: EmailState): Html | undefined {
  if (state.isVerified || !state.canConfirm) return undefined
  const isSent = state.awaited === 'confirm_email'
  return html`${isSent && codeForm(view, view.email)}
<form method="post" action="/account/email/send/">${view.formToken}
<button type="submit">${isSent ? 'Send another code' : 'Confirm this address'}</button>
<p class="hint">${isSent ? 'Messages are at least a minute apart.' : 'We send you a code.'}</p>
</form>`
}

function pendingForm(view: AccountView, { pending, awaited }: EmailState): Html | undefined {
  if (pending === undefined) return undefined
  if (awaited === 'change_email') return codeForm(view, pending)
  return html`<p class="notice">A change to <strong>${pending}</strong> is waiting for confirmation. Open the link in the message.</p>`
}

function codeForm(view: AccountView, address: string): Html {
  const code: FormField = {
    name: 'code',
    label: 'Code',
    type: 'text',
    autocomplete: 'one-time-code',
    hint: `The eight digits in the message to ${address}. They work for 10 minutes.`,
  }
  return html`<form method="post" action="/account/email/confirm/" novalidate>${view.formToken}
<h2>Confirm ${address}</h2>
${formField(code)}
<button type="submit">Confirm</button>
</form>`
}
