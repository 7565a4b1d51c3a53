import { type JsonToken, jsonTokens } from '../json-tokens.ts'
import { copyText, element } from './dom.ts'

/** JSON as the server's own pages show it; secrets are masked until someone asks for them. */
export function jsonView(value: unknown, label: string): HTMLElement {
  const code = element('code', {}, ...jsonTokens(value).map(tokenView))
  return element('pre', { class: 'json', tabindex: '0', role: 'region', 'aria-label': label }, code)
}

function tokenView({ kind, text, href, name = '' }: JsonToken): Node {
  if (kind === 'mark') return document.createTextNode(text)
  if (kind === 'secret') return secretView(text, name)
  return href ? element('a', { href }, text) : element('span', { class: kind }, text)
}

function secretView(secret: string, name: string): HTMLElement {
  const shown = element('span', { class: 'secret' }, '"•••"')
  const show = element(
    'button',
    { type: 'button', class: 'small', 'aria-pressed': 'false', 'aria-label': `Show ${name}` },
    'Show',
  )
  const copy = element(
    'button',
    { type: 'button', class: 'small', 'aria-label': `Copy ${name}` },
    'Copy',
  )
  show.addEventListener('click', () => {
    const isShown = show.getAttribute('aria-pressed') === 'true'
    show.setAttribute('aria-pressed', String(!isShown))
    shown.textContent = isShown ? '"•••"' : JSON.stringify(secret)
  })
  copy.addEventListener('click', () => void copyText(secret))
  return element('span', { class: 'secret-value' }, shown, ' ', show, ' ', copy)
}
