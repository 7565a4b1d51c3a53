import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { headingSlug } from '../../src/pages/manual/heading-slug.ts'
import { type Page, pages, project } from './pages.ts'

const withoutBlocks = ({ markdown }: Page) => markdown.replace(/^```[\s\S]*?^```$/gm, '')

function anchorsOf(path: string): string[] {
  const markdown = readFileSync(new URL(path, project), 'utf8')
  const headings = withoutBlocks({ path, markdown }).matchAll(/^#{1,6} (.+)$/gm)
  return [...headings].map(([, heading = '']) => headingSlug(plainText(heading)))
}

const plainText = (heading: string) => heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')

function brokenLinksOf(page: Page): string[] {
  const links = [...withoutBlocks(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, href = '']) => href)
  return links
    .filter((href) => !/^[a-z]+:/.test(href))
    .filter((href) => !leadsSomewhere(page, href))
}

function leadsSomewhere(page: Page, href: string): boolean {
  const [file = '', anchor] = href.split('#')
  const target = file === '' ? page.path : new URL(file, `file:///${page.path}`).pathname.slice(1)
  if (!existsSync(new URL(target, project))) return false
  // The server has the pages below docs/ and nothing else.
  if (page.path.startsWith('docs/') && !/^docs\/.*\.md$/.test(target)) return false
  return anchor === undefined || anchorsOf(target).includes(anchor)
}

test('the pictures of the pages are there', () => {
  const pictures = pages.flatMap((page) =>
    [...withoutBlocks(page).matchAll(/(?:src|srcset)="([^"]+)"/g)].map(
      ([, file = '']) => new URL(file, new URL(page.path, project)),
    ),
  )

  expect(pictures.length).toBeGreaterThan(3)
  expect(pictures.filter((file) => !existsSync(file))).toEqual([])
})

describe.each(pages)('$path', (page) => {
  test('has no link that leads nowhere', () => {
    expect(brokenLinksOf(page)).toEqual([])
  })

  // Every version has the same headings.
  test.skipIf(page.path === 'CHANGELOG.md')('has no two headings of one anchor', () => {
    const anchors = anchorsOf(page.path)

    expect(anchors.filter((anchor, index) => anchors.indexOf(anchor) !== index)).toEqual([])
  })
})
