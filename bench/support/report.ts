import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os'
import { type Row, verdictOn } from './row.ts'

const file = new URL('../../docs/performance.md', import.meta.url)
const started = { at: new Date(), load: loadavg()[0] ?? 0 }

/** What was measured, on what kind of machine, as a page of the manual. */
export function writeReport(rows: readonly Row[]): void {
  writeFileSync(file, `${[introduction(), table(rows), explanation].join('\n\n')}\n`)
}

function introduction(): string {
  const gibibytes = Math.round(totalmem() / 2 ** 30)
  const fields = [
    `- **When:** ${started.at.toISOString().slice(0, 10)}, Latchkey ${version()}`,
    `- **Processor:** ${availableParallelism()} cores, ${cpus()[0]?.model.trim()}`,
    `- **Memory:** ${gibibytes} GiB`,
    `- **System:** ${type()} ${release()}, Node.js ${process.versions.node}`,
    `- **Others on the machine:** ${others()}`,
    `- **Command:** \`npm run bench -- ${process.argv.slice(2).join(' ')}\``,
  ]
  return `# Performance

How fast Latchkey is beside the least that the same work needs, measured in turns in one run that wrote this page. The load generator, the server and the database shared the machine:

${fields.join('\n')}`
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/** A machine with nothing else to do has a load near zero before the first row. */
function others(): string {
  const perCore = started.load / availableParallelism()
  const load = `load average ${started.load.toFixed(1)} before the first row`
  return perCore < 0.2
    ? `none (${load})`
    : `yes (${load}). **This run was measured under noise**: compare processor times and ratios, and take latencies and rates for upper and lower bounds`
}

function table(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const { name, against, ours, baseline, ratio, aim } = row
    const goal = aim === undefined ? '–' : `≥ ${aim.toFixed(2)}`
    const isReached = { meets: 'yes', MISSES: '**no**' }[verdictOn(row) ?? 'meets']
    const cells = [name, ours, `${baseline} (${against})`, ratio.toFixed(2), goal]
    return `| ${[...cells, aim === undefined ? '–' : isReached].join(' | ')} |`
  })
  return `| What | Latchkey | Baseline | Ratio | Goal | Reached |
|---|---|---|---|---|---|
${lines.join('\n')}`
}

const explanation = `A ratio above 1 means that Latchkey is faster, or needs less, than the baseline. Of five rounds after a first one to warm up the median counts.
Processor times do not depend on what else runs; rates and latencies do. Measure on your own machine: \`npm run bench -- refresh\` runs one row,
and needs \`pgbench\` and a PostgreSQL on the same machine (\`TEST_POSTGRES_URL\`).`
