import { readFileSync } from 'node:fs'
import { readBudgets } from '../console/bundle-size.ts'
import { hashConsoleSources } from '../console/sources-hash.ts'

/** `npm run console:check`: the committed build is of these sources, and small enough. */
const recorded = readFileSync(new URL('../console/dist/sources.sha256', import.meta.url), 'utf8')
const faults = readBudgets().flatMap(({ name, bytes, greatest }) =>
  bytes > greatest ? [`${name}: ${bytes} bytes compressed, at most ${greatest} are allowed`] : [],
)
if (recorded.trim() !== hashConsoleSources()) {
  faults.push('console/dist was built of other sources. Run: npm run console:build')
}

for (const fault of faults) console.error(fault)
process.exitCode = faults.length > 0 ? 1 : 0
