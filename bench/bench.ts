import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { emailOnPostgres, emailOnSqlite } from './rows/email.ts'
import { emailBesidesOnPostgres, emailBesidesOnSqlite } from './rows/email-besides.ts'
import { firstVisitRow } from './rows/first-visit.ts'
import { growthRow } from './rows/growth.ts'
import { importDjangoRow } from './rows/import-django.ts'
import { listsOnPostgres, listsOnSqlite } from './rows/lists.ts'
import { loginRow } from './rows/login.ts'
import { loginFloodRow } from './rows/login-flood.ts'
import { packagesRows } from './rows/packages.ts'
import { peersRow } from './rows/peers.ts'
import { profileOnPostgres, profileOnSqlite } from './rows/profile.ts'
import { refreshOnPostgres, refreshWithTwoWorkers } from './rows/refresh-postgres.ts'
import { refreshOnSqlite } from './rows/refresh-sqlite.ts'
import { stallsOnPostgres, stallsOnSqlite } from './rows/stalls.ts'
import { writeReport } from './support/report.ts'
import { type Row, verdictOn } from './support/row.ts'

/**
 * `npm run bench [-- name …] [--report]`: each row beside its baseline, measured in turns, so that the ratio holds on
 * a machine whose speed drifts. Trust the ratios, not the numbers. With `--report` the result is docs/performance.md.
 */
const measurements: Record<string, () => Promise<Row | Row[]>> = {
  refresh: refreshOnPostgres,
  'refresh-workers': refreshWithTwoWorkers,
  'refresh-sqlite': refreshOnSqlite,
  growth: growthRow,
  profile: profileOnSqlite,
  'profile-postgres': profileOnPostgres,
  login: loginRow,
  flood: loginFloodRow,
  lists: listsOnSqlite,
  'lists-postgres': listsOnPostgres,
  stalls: stallsOnSqlite,
  'stalls-postgres': stallsOnPostgres,
  email: emailOnSqlite,
  'email-postgres': emailOnPostgres,
  'email-besides': emailBesidesOnSqlite,
  'email-besides-postgres': emailBesidesOnPostgres,
  'first-visit': firstVisitRow,
  'import-django': importDjangoRow,
  packages: packagesRows,
  peers: peersRow,
}

const input = process.argv.slice(2)
const names = input.filter((name) => name !== '--report')
process.stdout.write(`${availableParallelism()} cores, Node.js ${process.versions.node}\n`)
// The pages that some rows open.
execFileSync(process.execPath, ['scripts/build.ts'], { stdio: 'inherit' })
const rows: Row[] = []
for (const [name, measure] of Object.entries(measurements)) {
  if (names.length > 0 && !names.includes(name)) continue
  try {
    for (const row of [await measure()].flat()) {
      rows.push(row)
      process.stdout.write(`\n${textOf(row)}\n`)
    }
  } catch (error) {
    // The rows before it took minutes, and those after it do not depend on it.
    process.stderr.write(
      `\n${name} was not measured: ${error instanceof Error ? error.stack : error}\n`,
    )
    process.exitCode = 1
  }
}
if (input.includes('--report')) writeReport(rows)

function textOf(row: Row): string {
  const { name, against, ours, baseline, ratio, aim, remarks, details = [] } = row
  const result = `${ours} | ${baseline}   ratio ${ratio.toFixed(2)}`
  const aimed = aim === undefined ? '' : `, ${verdictOn(row)} the aim of ${aim.toFixed(2)}`
  return [
    `${name} | ${against}`,
    `  ${result}${aimed}${remarks ? `   (${remarks})` : ''}`,
    ...details.map((line) => `  ${line}`),
  ].join('\n')
}
