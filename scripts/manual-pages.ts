import { readdirSync, readFileSync } from 'node:fs'

const docsFolder = new URL('../docs/', import.meta.url)

export interface ManualPage {
  /** Relative to the project. */
  readonly path: string
  readonly markdown: string
  readonly title: string
}

/** Every page of the manual in the order of its paths. */
export function listManualPages(): ManualPage[] {
  return readdirSync(docsFolder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => {
      const markdown = readFileSync(new URL(name, docsFolder), 'utf8')
      const title = /^# (.+)$/m.exec(markdown)?.[1] ?? name
      return { path: `docs/${name}`, markdown, title }
    })
}
