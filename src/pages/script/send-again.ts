import { readHistory } from './history.ts'
import { fill, operationFormOf } from './operation-form.ts'
import { sendAndShow } from './send-form.ts'
import type { PageSession } from './session.ts'

const againKey = 'latchkey-again'

/** Repeats a request of the history: on its own page, and by hand where a secret is missing. */
export function sendAgain(session: PageSession, index: number): void {
  const past = readHistory()[index]
  if (!past) return
  const path = past.request.url.split('?')[0] ?? ''
  const form = findForm(past.request.method, path)
  if (!form) {
    sessionStorage.setItem(againKey, String(index))
    location.assign(path)
    return
  }
  const operation = operationFormOf(form)
  if (past.request.body !== undefined) fill(operation, past.request.body)
  const isWaiting = past.isIncomplete || operation.isDestructive
  if (isWaiting) startingPoint(form)?.focus()
  else void sendAndShow(session, past.request, operation)
}

/** The secret that has to be typed again, or the button. */
function startingPoint(form: HTMLFormElement): HTMLElement | null {
  return (
    form.querySelector<HTMLElement>('[type="password"]') ?? form.querySelector('button.primary')
  )
}

/** After the way to the page of the request to repeat. */
export function sendAgainFromOtherPage(session: PageSession): void {
  const index = sessionStorage.getItem(againKey)
  sessionStorage.removeItem(againKey)
  const past = index === null ? undefined : readHistory()[Number(index)]
  if (past && findForm(past.request.method, location.pathname)) sendAgain(session, Number(index))
}

function findForm(method: string, path: string): HTMLFormElement | undefined {
  const forms = [...document.querySelectorAll<HTMLFormElement>('form[data-method]')]
  return forms.find(({ dataset }) => dataset['method'] === method && dataset['path'] === path)
}
