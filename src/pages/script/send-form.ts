import { confirmDestructive } from './confirm.ts'
import { type CopyFormat, copyAs } from './copy-as.ts'
import { bump, byId, copyText, element } from './dom.ts'
import { remember, showHistory } from './history.ts'
import {
  clearIssues,
  type OperationForm,
  operationFormOf,
  requestOf,
  showIssues,
} from './operation-form.ts'
import { jsonOf, responseView } from './response-view.ts'
import { type Received, send } from './send.ts'
import type { Sendable } from './sendable.ts'
import type { PageSession } from './session.ts'

/** Sends what a form says, after asking where it cannot be undone, and shows the answer under it. */
export async function sendForm(session: PageSession, operation: OperationForm): Promise<void> {
  const request = requestOf(operation)
  if (!request) return
  const { method, isDestructive } = operation
  const mutation = operation.form.parentElement?.querySelector('h2')?.lastChild?.textContent?.trim()
  if (isDestructive && !(await confirmDestructive(mutation ?? method, method, request.url))) return

  clearIssues(operation.form)
  await sendAndShow(session, request, operation)
}

/** Sends a request, keeps it in the history, and shows the answer with its issues beside the fields. */
export async function sendAndShow(
  session: PageSession,
  request: Sendable,
  operation: OperationForm,
): Promise<void> {
  operation.result?.setAttribute('aria-busy', 'true')
  try {
    const received = await send(session, request)
    remember(received)
    showHistory(byId('history'), byId('history-list'))
    operation.result?.replaceChildren(responseView(received))
    if (received.status === 400) showIssues(operation, jsonOf(received.text))
    adoptToken(session, received)
    if (received.status < 300) await refreshShown(session, operation)
  } catch {
    const issue = 'The server could not be reached. The request may or may not have been processed.'
    operation.result?.replaceChildren(element('p', { class: 'explanation' }, issue))
  }
  operation.result?.removeAttribute('aria-busy')
}

/** After a change, the response to GET on the same page shows what is there now. */
async function refreshShown(session: PageSession, { method, path }: OperationForm): Promise<void> {
  if (method !== 'PUT' && method !== 'PATCH' && method !== 'POST') return
  const forms = document.querySelectorAll<HTMLFormElement>('form[data-method="GET"]')
  const form = [...forms].find(({ dataset }) => dataset['path'] === path)
  const shown = form && operationFormOf(form)
  const request = shown?.result?.firstElementChild && requestOf(shown)
  if (request) shown?.result?.replaceChildren(responseView(await send(session, request)))
}

/** Whoever logs in through the form of the endpoint can go on with that token, as long as it lives. */
function adoptToken(session: PageSession, { request, status, text }: Received): void {
  if (status !== 200 || session.held || !/^\/api\/(login|refresh)\/?$/.test(request.url)) return
  const pair = jsonOf(text) as { access_token?: unknown }
  if (typeof pair.access_token === 'string' && session.paste(pair.access_token)) {
    bump('This page now uses the access token')
  }
}

/** Copies what a form stands for, as a command or a program. */
export async function copyRequest(session: PageSession, button: HTMLElement): Promise<void> {
  const form = button.closest('form')
  const request = form && requestOf(operationFormOf(form))
  if (!request) return
  const format = form.querySelector<HTMLSelectElement>('[data-copy-as]')?.value ?? 'curl'
  const isTokenRequested = form.querySelector<HTMLInputElement>('[data-include-token]')?.checked
  const token = isTokenRequested ? await session.freshToken() : undefined
  await copyText(copyAs(format as CopyFormat, location.origin, request, token))
}
