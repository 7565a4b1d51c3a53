import { element } from './dom.ts'

/** Asks before what cannot be undone: names the object and the mutation, and begins on the harmless button. */
export function confirmDestructive(
  mutation: string,
  method: string,
  url: string,
): Promise<boolean> {
  const cancel = element('button', { type: 'button', value: 'no' }, 'Cancel')
  const go = element('button', { type: 'button', class: 'danger' }, mutation)
  const dialog = element(
    'dialog',
    { 'aria-labelledby': 'confirm-title', 'aria-describedby': 'confirm-text' },
    element('h2', { id: 'confirm-title' }, `${mutation}?`),
    element('p', { id: 'confirm-text' }, `${objectOfPage()}This sends ${method} ${url}.`),
    element('div', { class: 'actions' }, cancel, ' ', go),
  )
  document.body.append(dialog)

  return new Promise((resolve) => {
    cancel.addEventListener('click', () => dialog.close())
    go.addEventListener('click', () => dialog.close('go'))
    dialog.addEventListener('close', () => {
      resolve(dialog.returnValue === 'go')
      dialog.remove()
    })
    dialog.showModal()
    cancel.focus()
  })
}

/** What the answer on the page calls the object. */
function objectOfPage(): string {
  const text = document.querySelector('#GET .answer[data-status="200"] .json')?.textContent ?? ''
  try {
    const { email, name, key, kid, id } = JSON.parse(text)
    const label = email ?? name ?? key ?? kid ?? id
    return label === undefined ? '' : `Applies to ${String(label)}. `
  } catch {
    return ''
  }
}
