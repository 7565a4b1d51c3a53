import { availableParallelism } from 'node:os'
import { firstVisitRow } from './rows/first-visit.ts'
import { importDjangoRow } from './rows/import-django.ts'
import { listsOnPostgres, listsOnSqlite } from './rows/lists.ts'
import { loginRow } from './rows/login.ts'
import { loginFloodRow } from './rows/login-flood.ts'
import { profileRow } from './rows/profile.ts'
import { refreshRow } from './rows/refresh.ts'
import { stallsOnPostgres, stallsOnSqlite } from './rows/stalls.ts'

/**
 * `npm run bench [name …]`: each row beside its baseline, measured in turns, so that the ratio holds on a machine
 * whose speed drifts. Trust the ratios, not the numbers.
 */
const rows = {
  profile: profileRow,
  refresh: refreshRow,
  login: loginRow,
  flood: loginFloodRow,
  lists: listsOnSqlite,
  'lists-postgres': listsOnPostgres,
  stalls: stallsOnSqlite,
  'stalls-postgres': stallsOnPostgres,
  'first-visit': firstVisitRow,
  'import-django': importDjangoRow,
}

const input = process.argv.slice(2)
process.stdout.write(`${availableParallelism()} cores, Node.js ${process.versions.node}\n`)
for (const [name, measure] of Object.entries(rows)) {
  if (input.length > 0 && !input.includes(name)) continue
  const row = await measure()
  const verdict = row.ratio >= row.aim ? 'meets' : 'MISSES'
  process.stdout.write(
    `\n${row.name}\n  ${row.ours} | ${row.baseline}   ratio ${row.ratio.toFixed(2)}, ${verdict} the aim of ${row.aim}` +
      `${row.remarks ? `   (${row.remarks})` : ''}\n`,
  )
  for (const line of row.details ?? []) process.stdout.write(`  ${line}\n`)
}
