/**
 * What JavaScript adds where there is some: the theme, whether the browser keeps our cookies, showing the password, a hint about caps lock, the focus on the errors,
 * and the token of a link, which stays out of logs because browsers keep the fragment to themselves, with the address it was
 * sent to.
 */
export const pageScript = `
// Before the first paint, and shared with the console, which keeps its theme under this name.
const themeKey = 'mantine-color-scheme-value'
showTheme(localStorage.getItem(themeKey))
addEventListener('DOMContentLoaded', start)

function showTheme(theme) {
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  else delete document.documentElement.dataset.theme
}

function offerThemes() {
  const button = document.querySelector('[data-theme-switch]')
  if (!button) return
  const isDark = () => {
    const chosen = document.documentElement.dataset.theme
    return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
  }
  const label = () => { button.textContent = isDark() ? 'Light theme' : 'Dark theme' }
  button.hidden = false
  label()
  button.addEventListener('click', () => {
    const next = isDark() ? 'light' : 'dark'
    localStorage.setItem(themeKey, next)
    showTheme(next)
    label()
  })
}

let summary
function start() {
offerThemes()
const tlsNotice = document.querySelector('[data-needs-tls]')
if (tlsNotice) tlsNotice.hidden = keepsSecureCookies()
summary = document.querySelector('.summary:not([data-needs-tls])')
if (summary) summary.focus()

for (const input of document.querySelectorAll('input[type=password]')) {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = 'Show password'
  button.setAttribute('aria-controls', input.id)
  button.addEventListener('click', () => {
    const shown = input.type === 'password'
    input.type = shown ? 'text' : 'password'
    button.textContent = shown ? 'Hide password' : 'Show password'
  })
  const hint = document.createElement('p')
  hint.className = 'hint'
  hint.setAttribute('role', 'status')
  const look = (event) => {
    hint.textContent = event.getModifierState?.('CapsLock') ? 'Caps lock is on.' : ''
  }
  input.addEventListener('keydown', look)
  input.addEventListener('keyup', look)
  input.form.addEventListener('submit', () => { input.type = 'password' })
  input.after(hint, button)
}

const token = document.querySelector('input[name=token]')
if (token) {
  const given = location.hash.slice(1)
  if (given) {
    token.value = given
    history.replaceState(null, '', location.pathname)
  }
  if (token.value) {
    token.closest('[data-token]').hidden = true
    for (const other of document.querySelectorAll('[data-without-link]')) other.remove()
    showAddress(token)
  }
}
}

function keepsSecureCookies() {
  const probe = '__Host-latchkey_probe=1; Path=/; Secure; SameSite=Lax'
  document.cookie = probe
  const isKept = document.cookie.includes('__Host-latchkey_probe')
  document.cookie = probe + '; Max-Age=0'
  return isKept
}

function showAddress({ value, form }) {
  const place = form.querySelector('[data-address]')
  if (!place) return
  const headers = { accept: 'application/json', 'content-type': 'application/json' }
  fetch((document.documentElement.dataset.base ?? '') + '/account/address/', { method: 'POST', headers, body: JSON.stringify({ token: value }) })
    .then(async (response) => {
      const { email, detail } = await response.json()
      if (email) {
        place.querySelector('input').value = email
        place.hidden = false
      } else if (response.status === 400 && !summary) showProblem(form, detail)
    })
    .catch(() => {})
}

function showProblem(form, text) {
  const problem = document.createElement('div')
  problem.className = 'summary'
  problem.setAttribute('role', 'alert')
  problem.textContent = text
  form.querySelector('h1').after(problem)
}
`
