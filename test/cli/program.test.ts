import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'
import { createFolder, runnerOn } from '../support/latchkey.ts'

const latchkey = runnerOn({})
const { stdin, stdout, stderr } = process
const program = await createProgram({ environment: {}, stdin, stdout, stderr })

function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap(everyCommand)]
}

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}`.trim() : ''
}

describe('the help', () => {
  test.each(everyCommand(program).map((command) => [pathOf(command), command] as const))(
    'of "%s" has two examples of the command',
    (_path, command) => {
      let help = ''
      command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp()
      const examples = help.split('Examples:\n')[1]?.split('\n').slice(0, 2)

      expect(examples).toHaveLength(2)
      for (const example of examples ?? []) expect(example).toContain('latchkey')
    },
  )

  test('lists the exit codes', async () => {
    const { exit, stdout } = await latchkey('--help')

    expect(exit).toBe(0)
    for (const code of [0, 1, 2, 3, 4, 5, 6, 130]) expect(stdout).toMatch(`\n  ${code} `)
  })
})

describe('the program', () => {
  test('suggests the command and the flag that were meant', async () => {
    const [command, flag, subcommand] = await Promise.all([
      latchkey('runsever'),
      latchkey('users list --jsn'),
      latchkey('users lst --json'),
    ])

    expect([command.exit, flag.exit, subcommand.exit]).toEqual([2, 2, 2])
    expect(command.stderr).toContain('Did you mean runserver?')
    expect(flag.stderr).toContain('Did you mean --json?')
    expect(subcommand.json.error.code).toBe('usage')
  })

  test('has no help for a command that does not exist', async () => {
    const [command, subcommand, byName] = await Promise.all([
      latchkey('usres --help'),
      latchkey('users lst --help'),
      latchkey('help usres'),
    ])

    expect([command.exit, subcommand.exit, byName.exit]).toEqual([2, 2, 2])
    expect(command.stderr).toContain('Did you mean users?')
    expect(subcommand.stderr).toContain('Did you mean list?')
    expect(byName.stderr).toContain('Did you mean users?')
  })

  test('names the value that it cannot use', async () => {
    const [limit, until, setting] = await Promise.all([
      latchkey('users list --limit abc'),
      latchkey('users deactivate 7 --until someday'),
      latchkey('config set ACCESS_TOKEN_LIFETIME soon'),
    ])

    expect([limit.exit, until.exit, setting.exit]).toEqual([2, 2, 2])
    expect(limit.stderr).toContain('--limit: expected a whole number greater than 0, not "abc".')
    expect(until.stderr).toContain('not "someday".')
    expect(setting.stderr).toContain('from 1s to 1d, not "soon".')
  })

  test('makes a new secret each time, good enough for production', async () => {
    const [first, second] = await Promise.all([latchkey('secret'), latchkey('secret')])

    expect(first.stdout.trim().length).toBeGreaterThanOrEqual(32)
    expect(first.stdout).not.toBe(second.stdout)
  })

  test('prints the document of the API', async () => {
    const [json, yaml] = await Promise.all([latchkey('openapi'), latchkey('openapi --yaml')])

    expect(json.json.openapi).toMatch(/^3\.1/)
    expect(yaml.stdout).toMatch(/^openapi: /)
  })

  test('prints completions that the shell accepts', async () => {
    const [bash, zsh, fish] = await Promise.all([
      latchkey('completion bash'),
      latchkey('completion zsh'),
      latchkey('completion fish'),
    ])

    expect(() => execFileSync('bash', ['-n'], { input: bash.stdout })).not.toThrow()
    expect(bash.stdout).toContain('"constance set")')
    expect(zsh.stdout).toContain('#compdef latchkey')
    expect(fish.stdout).toContain("__latchkey_at 'users list'")
  })

  test('checks itself, and a public server more strictly', async () => {
    const run = runnerOn({}, createFolder())
    const plain = await run('check --json')
    const deploy = await run('check --deploy --json')
    const ids = deploy.json.findings.map((finding: { id: string }) => finding.id)

    expect(plain).toMatchObject({ exit: 0, json: { status: 'ok' } })
    expect(deploy.exit).toBe(1)
    expect(ids).toEqual(
      expect.arrayContaining(['development_mode', 'secret_key_generated', 'public_url_missing']),
    )
  })

  test('says where each value comes from, and no secret', async () => {
    const run = runnerOn({}, createFolder())
    const unmigrated = await run('info --json')
    await run('migrate')
    const { json, stdout } = await run('info --json', {
      env: { SECRET_KEY: 'canary-canary-canary-canary-canary', MAX_SESSIONS_PER_USER: '3' },
    })
    const sourceOf = (entries: { key: string; source: string }[], key: string) =>
      entries.find((entry) => entry.key === key)?.source

    expect(unmigrated).toMatchObject({ exit: 0, json: { settings: null } })
    expect(sourceOf(json.configuration, 'SECRET_KEY')).toBe('environment')
    expect(sourceOf(json.configuration, 'PORT')).toBe('default')
    expect(sourceOf(json.settings, 'MAX_SESSIONS_PER_USER')).toBe('environment')
    expect(stdout).not.toContain('canary')
  })

  test('says nothing but the answer with --quiet', async () => {
    const made = await latchkey('users create quiet@example.com --quiet')

    expect(made).toMatchObject({ exit: 0, stdout: '', stderr: '' })
  })

  test('ends with 130 when it is interrupted', async () => {
    const child = spawn(process.execPath, [
      'bin/latchkey.js',
      'users',
      'create',
      'x@example.com',
      '--password-stdin',
    ])
    let said = ''
    child.stderr.on('data', (chunk) => (said += chunk))
    child.stdin.on('error', () => {})
    const closed = once(child, 'close')
    // More than a pipe holds: once it has drained, the command is reading, and would for ever.
    if (!child.stdin.write('x'.repeat(1_000_000))) await once(child.stdin, 'drain')
    child.kill('SIGINT')
    const [exit] = await closed

    expect(exit).toBe(130)
    expect(said).toContain('Operation cancelled.')
  })

  test('ends quietly when nobody reads on', async () => {
    const line = execFileSync('bash', [
      '-c',
      `set -o pipefail; "${process.execPath}" bin/latchkey.js openapi | head -1`,
    ])

    expect(line.toString()).toBe('{\n')
  })
})
