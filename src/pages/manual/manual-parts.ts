import { findManualText } from './manual-text.ts'
import { pageAddress } from './page-address.ts'

export interface ManualPart {
  readonly title: string
  readonly pages: readonly ManualLink[]
}

export interface ManualLink {
  readonly title: string
  readonly href: string
}

/** The page about the endpoints comes from the build, so the index in the repository cannot link to it. */
const endpoints = { title: 'Endpoints of the API', href: '/docs/reference/api/' }

/** The parts of the manual and their pages in reading order, as the index of the manual lists them. */
export function listManualParts(): ManualPart[] {
  const [, ...sections] = (findManualText('')?.markdown ?? '').split(/^## /m)
  return sections.map((section) => {
    const title = section.slice(0, section.indexOf('\n'))
    const pages = linksIn(section)
    return { title, pages: title === 'Reference' ? [endpoints, ...pages] : pages }
  })
}

/** The pages before and after this one in reading order. */
export function neighborsOf(
  href: string,
  parts: readonly ManualPart[],
): { previous?: ManualLink | undefined; next?: ManualLink | undefined } {
  const pages = [{ title: 'Manual', href: '/docs/' }, ...parts.flatMap((part) => part.pages)]
  const index = pages.findIndex((page) => page.href === href)
  return index === -1 ? {} : { previous: pages[index - 1], next: pages[index + 1] }
}

function linksIn(section: string): ManualLink[] {
  const items = section.split('\n').filter((line) => line.startsWith('- '))
  return items.flatMap((item) =>
    [...item.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, title = '', file = '']) => ({
      title: title.charAt(0).toUpperCase() + title.slice(1),
      href: pageAddress(file, ''),
    })),
  )
}
