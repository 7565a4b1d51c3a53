import MiniSearch from 'minisearch'
import { headingSlug } from '../../src/pages/manual/heading-slug.ts'
import { pageAddress } from '../../src/pages/manual/page-address.ts'
import { type SearchedSection, searchOptions } from '../../src/pages/script/search-options.ts'
import { listManualPages, type ManualPage } from '../manual-pages.ts'
import type { ApiPage } from './api-pages.ts'

/** The index with which browsers search the manual, as JSON: a document for each section of each page. */
export function manualIndex(endpoints: readonly ApiPage[]): string {
  const index = new MiniSearch(searchOptions)
  const ofApi = endpoints.map(({ path, markdown }) => ({ path: `docs/${path}`, markdown }))
  index.addAll([...listManualPages(), ...ofApi].flatMap(sectionsOf))
  return JSON.stringify(index)
}

function sectionsOf({ path, markdown }: Pick<ManualPage, 'path' | 'markdown'>): SearchedSection[] {
  const address = pageAddress(path.replace(/^docs\//, ''), 'README.md')
  const [first = '', ...rest] = markdown.replace(/<!--.*?-->/gs, '').split(/^#{2,3} /m)
  const page = plain(/^# (.+)$/m.exec(first)?.[1] ?? path)
  const introduction = { id: address, page, heading: page, text: plain(first) }
  return [
    introduction,
    ...rest.map((section) => {
      const end = section.indexOf('\n')
      const heading = plain(end === -1 ? section : section.slice(0, end))
      const text = end === -1 ? '' : plain(section.slice(end))
      return { id: `${address}#${headingSlug(heading)}`, page, heading, text }
    }),
  ]
}

/** Markdown without the marks that are no words. */
function plain(markdown: string): string {
  return markdown
    .replace(/\]\([^)]*\)/g, '')
    .replace(/[[\]`*#|]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
