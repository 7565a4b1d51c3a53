import { readFileSync } from 'node:fs'
import { listManualPages } from '../../scripts/manual-pages.ts'

export const project = new URL('../../', import.meta.url)

export interface Page {
  /** Relative to the project. */
  readonly path: string
  readonly markdown: string
}

/** Everything that people read: the manual and the pages at the root of the project. */
export const pages: readonly Page[] = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'].map((path) => ({
    path,
    markdown: readFileSync(new URL(path, project), 'utf8'),
  })),
  ...listManualPages(),
]

/** A fenced block, and the note right above it: `<!-- … -->`. */
export interface Block {
  readonly line: number
  readonly language: string
  readonly text: string
  readonly note: string
}

const blockPattern = /(?:<!-- (?<note>.*?) -->\n)?^```(?<language>\w*)\n(?<text>[\s\S]*?)^```$/gm

export function blocksOf({ markdown }: Page): Block[] {
  return [...markdown.matchAll(blockPattern)].map(({ groups = {}, index }) => ({
    line: markdown.slice(0, index).split('\n').length + (groups['note'] === undefined ? 0 : 1),
    language: groups['language'] ?? '',
    text: groups['text'] ?? '',
    note: groups['note'] ?? '',
  }))
}
