declare const MANUAL_PAGES: readonly { readonly title: string; readonly path: string }[]

/** The pages of the manual; the build reads them from its index. */
export const manualPages = MANUAL_PAGES.map(({ title, path }) => ({
  title,
  address: `/docs/${path}/`,
}))
