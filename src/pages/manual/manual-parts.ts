import { findManualText } from './manual-text.ts'
import { pageAddress } from './page-address.ts'

export interface ManualPart {
  readonly title: string
  readonly pages: readonly ManualLink[]
}

interface PageLink {
  readonly title: string
  readonly href: string
}

export interface ManualLink extends PageLink {
  /** The pages below this one, in the order in which it links to them. */
  readonly children: readonly ManualLink[]
}

/** The page about the endpoints comes from the build, so the index in the repository cannot link to it. */
const endpoints = linkTo('Endpoints of the API', '/docs/reference/api/')

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
): { previous?: PageLink | undefined; next?: PageLink | undefined } {
  const listed = parts.flatMap((part) => part.pages)
  const pages = [
    { title: 'Manual', href: '/docs/' },
    ...listed.flatMap((page) => [page, ...page.children]),
  ]
  const index = pages.findIndex((page) => page.href === href)
  return index === -1 ? {} : { previous: pages[index - 1], next: pages[index + 1] }
}

function linksIn(section: string): ManualLink[] {
  const items = section.split('\n').filter((line) => line.startsWith('- '))
  return items.flatMap((item) =>
    linksOf(item).map(({ title, file }) => linkTo(title, pageAddress(file, 'README.md'))),
  )
}

function linkTo(title: string, href: string): ManualLink {
  const path = href.replace(/^\/docs\/|\/$/g, '')
  const text = findManualText(path)
  const links = linksOf(text?.markdown ?? '').map(({ title: label, file }) => ({
    title: capitalize(label),
    href: pageAddress(file, text?.file ?? ''),
  }))
  const below = links.filter((link) => link.href.startsWith(href) && !link.href.includes('#'))
  return {
    title: capitalize(title),
    href,
    children: [...new Map(below.map((link) => [link.href, link])).values()].map((link) => ({
      ...link,
      children: [],
    })),
  }
}

function linksOf(markdown: string): Array<{ title: string; file: string }> {
  const links = markdown.matchAll(/\[([^\]]+)\]\(([^)\s]+)\)/g)
  return [...links]
    .map(([, title = '', file = '']) => ({ title, file }))
    .filter(({ file }) => !/^[a-z]+:/.test(file))
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
