import { readFileSync } from 'node:fs'
import { readBudgets } from '../console/bundle-size.ts'
import { hashConsoleSources } from '../console/sources-hash.ts'

/** `npm run console:check`: the committed build is of these sources, and small enough. */
const recorded = readFileSync(new URL('../admin/dist/sources.sha256', import.meta.url), 'utf8')
const issues = readBudgets().flatMap(({ name, bytes, greatest }) =>
  bytes > greatest ? [`${name}: ${bytes} bytes compressed, at most ${greatest} are allowed`] : [],
)
if (recorded.trim() !== hashConsoleSources()) {
  issues.push('console/dist was built of other sources. Run: npm run console:build')
}

for (const issue of issues) console.error(issue)
process.exitCode = issues.length > 0 ? 1 : 0
