import type { Page } from 'playwright-core'

// As text: they run in the browser, whose types the tests do not have.
const shared = `
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  const nameOf = (element) => element.outerHTML.slice(0, 120)
`

/** Targets of less than 24 by 24 pixels (WCAG 2.5.8); a link in the middle of a sentence may be as high as its line. */
const smallTargets = `(() => {
  ${shared}
  const targets = 'a[href], button, input, select, textarea, summary, [tabindex="0"], [role=menuitem], [role=option]'
  const isInSentence = (element) =>
    element.matches('a') && getComputedStyle(element).display === 'inline' &&
    element.closest('p, li, dd, span')?.textContent.trim() !== element.textContent.trim()
  return [...document.querySelectorAll(targets)]
    .filter((element) => isShown(element) && !isInSentence(element))
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, { width, height }]) => Math.min(width, height) < 23.9)
    .map(([element, { width, height }]) => \`target of \${width} x \${height}: \${nameOf(element)}\`)
})()`

/** Text that its box cuts off, or that lies beyond the window without a region to scroll it in. */
const cutText = `(() => {
  ${shared}
  const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
  // In tables a text may end in an ellipsis when its title has all of it.
  const isClipping = (element) => /hidden|clip/.test(getComputedStyle(element).overflow) &&
    !(element.matches('.lk-clip') && element.title === element.textContent)
  const isOnlyRead = (element) => element.closest('.lk-hidden, .lk-skip, [class*=VisuallyHidden]') ||
    (element.clientWidth <= 1 && element.offsetWidth <= 1)
  const scrolls = (element) => {
    for (let each = element; each; each = each.parentElement)
      if (/auto|scroll/.test(getComputedStyle(each).overflowX)) return true
    return false
  }
  return [...document.body.querySelectorAll('*')]
    .filter((element) => hasText(element) && isShown(element) && !isOnlyRead(element))
    .flatMap((element) => {
      const { left, right } = element.getBoundingClientRect()
      const isCut = isClipping(element) &&
        (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 3)
      const isOutside = (left < -1 || right > innerWidth + 1) && !scrolls(element)
      return isCut || isOutside ? [\`text cut: \${nameOf(element)}\`] : []
    })
})()`

/** Tables as the APG writes them: caption, scope, one sorted column, in a region that scrolls by keyboard. */
const oddTables = `(() => {
  ${shared}
  return [...document.querySelectorAll('table:not([role=presentation])')].filter(isShown).flatMap((table) => {
    const region = table.closest('[tabindex="0"]')
    const issues = [
      [!table.caption?.textContent.trim(), 'no caption'],
      [table.querySelector('thead th:not([scope=col])'), 'a heading without scope'],
      [table.querySelector('tbody th:not([scope=row])'), 'a heading of a row without scope'],
      [table.querySelectorAll('[aria-sort]').length > 1, 'several sorted columns'],
      [table.querySelector('[aria-sort]:not(th:has(button))'), 'sorted, but not by a button in its heading'],
      [!region?.getAttribute('aria-label') || getComputedStyle(region).overflowX !== 'auto', 'no region to scroll'],
    ]
    return issues.filter(([isFault]) => isFault).map(([, issue]) => \`table: \${issue}: \${nameOf(table)}\`)
  })
})()`

/** What is too small to hit, cut off, or a table that a screen reader cannot read. */
export async function layoutFaults(page: Page): Promise<string[]> {
  const found = [smallTargets, cutText, oddTables].map((script) => page.evaluate<string[]>(script))
  return (await Promise.all(found)).flat()
}
