import type { Options } from 'minisearch'

/** A section of the manual as it is searched: a heading, the page it is on, and the text below it. */
export interface SearchedSection {
  /** The address of the section. */
  readonly id: string
  readonly page: string
  readonly heading: string
  readonly text: string
}

/** The index is built and read with the same options. */
export const searchOptions: Options<SearchedSection> = {
  fields: ['heading', 'page', 'text'],
  storeFields: ['heading', 'page'],
  searchOptions: { boost: { heading: 4, page: 2 }, prefix: true, fuzzy: 0.2, combineWith: 'AND' },
}
