import type { GeneratedFile } from './generated-file.ts'
import { listManualPages, type ManualPage } from './manual-pages.ts'

const introduction = `# Latchkey

> A self-hosted authentication server: accounts, short access tokens, rotating refresh tokens, a console.
> TypeScript on Node.js 24, SQLite or PostgreSQL. The manual below is Markdown; every page stands alone.
> The API is described in [openapi.json](openapi.json).`

const sections = [
  ['Start', /^docs\/(README|start|troubleshooting)\.md$/],
  ['Guides', /^docs\/guides\//],
  ['Reference', /^docs\/reference\//],
  ['Explanation', /^docs\/(explanation\/|architecture)/],
  ['Decisions', /^docs\/decisions\//],
] as const

/** The manual's index for language models (llmstxt.org). Made last, since it reads the other pages. */
export function generateLlmsIndex(): GeneratedFile[] {
  const pages = listManualPages()
  const lists = sections.map(([heading, pattern]) => {
    const links = pages.filter(({ path }) => pattern.test(path)).map(linkTo)
    return `## ${heading}\n\n${links.join('\n')}`
  })
  return [{ path: 'llms.txt', content: `${[introduction, ...lists].join('\n\n')}\n` }]
}

function linkTo({ path, title }: ManualPage): string {
  return `- [${title}](${path})`
}
