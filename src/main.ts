import { existsSync, readFileSync } from 'node:fs'

// The database, its copies and the secret are for this user alone.
process.umask(0o077)

// What the environment says already goes before the file.
if (process.env['NODE_ENV'] !== 'production' && existsSync('.env')) {
  const { dotEnvWarnings } = await import('./cli/dot-env.ts')
  for (const warning of dotEnvWarnings(readFileSync('.env', 'utf8'), process.env)) {
    process.stderr.write(`Warning: ${warning}\n`)
  }
  process.loadEnvFile()
}

const { runProgram } = await import('./cli/run-program.ts')

for (const stream of [process.stdout, process.stderr]) {
  // `latchkey users list | head -1`: whoever reads has seen enough.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })
}

process.exitCode = await runProgram(process.argv.slice(2), {
  environment: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  onInterrupt: (listener) => process.once('SIGINT', listener),
})
