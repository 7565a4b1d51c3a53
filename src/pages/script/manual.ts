import { byId, copyText } from './dom.ts'
import { startSearch } from './manual-search.ts'
import { startManualTabs } from './manual-tabs.ts'
import { applyStoredTheme, startTheme } from './theme.ts'

// Runs in the head, before anything is painted.
applyStoredTheme()
document.documentElement.classList.add('js')

addEventListener('DOMContentLoaded', () => {
  startTheme(byId<HTMLSelectElement>('theme'))
  startManualTabs()
  startSearch()
  document.addEventListener('click', copyExample)
  showCurrentPage()
  markCurrentHeading()
  addEventListener('scroll', markCurrentHeading, { passive: true })
})

function copyExample({ target }: Event): void {
  const button = target instanceof Element ? target.closest('[data-copy-example]') : null
  const code = button?.parentElement?.querySelector('code')
  if (code) void copyText(code.textContent)
}

/** Scrolls the list of all pages to the open one; the page itself stays at its top. */
function showCurrentPage(): void {
  const pages = byId('pages')
  const current = pages.querySelector<HTMLElement>('[aria-current]')
  if (current) pages.scrollTop = current.offsetTop - pages.offsetTop - pages.clientHeight / 3
}

/** Marks the heading that is being read in the contents of the page. */
function markCurrentHeading(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('#contents a')]
  const current = links.findLast((link) => {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)))
    return heading !== null && heading.getBoundingClientRect().top < readingLine
  })
  for (const link of links) {
    if (link === current) link.setAttribute('aria-current', 'true')
    else link.removeAttribute('aria-current')
  }
}

/** Where people look first: a heading above it, in pixels from the top, is the one that is being read. */
const readingLine = 120
