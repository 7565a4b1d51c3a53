import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { genSaltSync, hashSync } from 'bcrypt'
import { beforeAll, describe, expect, test } from 'vitest'
import { hashPassword } from '../../src/crypto/password-hash.ts'
import { createGroup } from '../../src/features/groups/change-group.ts'
import { createFolder, environmentOn, runnerOn } from '../support/latchkey.ts'
import { addSuperuser, addUser, operator, password } from '../support/people.ts'
import { countEvents } from '../support/state.ts'
import { databases } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'

const bcryptHash = hashSync(password, genSaltSync(4))

describe.each(databases)('files of users on %s', (database) => {
  const server = withServer({ database })
  let latchkey: ReturnType<typeof runnerOn>
  let folder: string

  beforeAll(async () => {
    // The commands are at the real time.
    server.clock.advance(Date.now() - server.clock.now())
    folder = createFolder()
    latchkey = runnerOn(environmentOn(server.database.url), folder)
    await createGroup(server.context, { name: 'Support' }, operator)
  })

  const write = (name: string, ...lines: string[]) =>
    writeFileSync(join(folder, name), lines.join('\n'))
  const stateOf = (email: string) =>
    server.context.db
      .selectFrom('users')
      .select(['username', 'is_active', 'is_staff', 'password_hash'])
      .where('email', '=', email)
      .executeTakeFirst()

  test('accounts of another server log in with the passwords they have', async () => {
    const pbkdf2 =
      'pbkdf2_sha256$1000000$Xwe9YPfQoljJwzaOd3lXPy$yoYmMj5lkLmPKCbk59DYEeNYGKKVTCi4FECSqGn+DJQ='
    write(
      'moved.csv',
      'Mail,Password',
      `bcrypt@moved.com,${bcryptHash}`,
      `argon2@moved.com,"${await hashPassword(password)}"`,
      `pbkdf2@moved.com,${pbkdf2}`,
      'nobody@moved.com,!unusable',
    )
    const moved = await latchkey('users import moved.csv --map Password=password_hash --yes')
    const logIn = async (email: string, password: string) =>
      (await server.post('/api/login/', { email, password })).status

    expect(moved).toMatchObject({ exit: 0, stderr: '' })
    expect(await logIn('bcrypt@moved.com', password)).toBe(200)
    expect(await logIn('argon2@moved.com', password)).toBe(200)
    expect(await logIn('pbkdf2@moved.com', 'correct horse')).toBe(200)
    expect(await logIn('nobody@moved.com', '!unusable')).toBe(400)
    expect((await stateOf('bcrypt@moved.com'))?.password_hash).toMatch(/^\$argon2id\$/)
  })

  test('a dry run says what would happen to each row, and changes nothing', async () => {
    const known = await addUser(server, { username: 'Old' })
    write(
      'rows.csv',
      'email;username;is_staff;groups;password_hash;shoe size',
      'new@rows.com;New;yes;Support;;41',
      `${known.email};"Other; name";;;;`,
      'nobody;;;;;',
      'NEW@rows.com;Twin;;;;',
      'wrong@rows.com;;maybe;;;',
      'group@rows.com;;;Nothing;;',
      'hash@rows.com;;;;md5$canary;',
      'wide@rows.com;;;;;;;',
    )
    const before = await countEvents(server)
    const planned = await latchkey('users import rows.csv --dry-run --json')
    const refused = await latchkey('users import rows.csv')
    const eventsOfDryRun = (await countEvents(server)) - before
    const done = await latchkey('users import rows.csv --yes --json --errors failed.csv')
    const events = (await countEvents(server)) - before
    const again = await latchkey('users import rows.csv --yes --json')

    const counts = { total: 8, created: 1, updated: 1, unchanged: 0, failed: 6 }
    expect(planned).toMatchObject({ exit: 1, json: { dry_run: true, ...counts } })
    expect(planned.json.failures).toEqual([
      { row: 4, column: 'email', value: 'nobody', reason: 'Enter a valid email address.' },
      {
        row: 5,
        column: 'email',
        value: 'NEW@rows.com',
        reason: 'Line 2 is about this address already.',
      },
      { row: 6, column: 'is_staff', value: 'maybe', reason: 'Expected true or false.' },
      { row: 7, column: 'groups', value: 'Nothing', reason: 'No such group: Nothing.' },
      {
        row: 8,
        column: 'password_hash',
        value: '•••',
        reason: 'This kind of hash cannot be verified here, or asks for too much.',
      },
      { row: 9, column: null, value: null, reason: 'There are 2 more cells than columns.' },
    ])
    expect(refused.exit).toBe(6)
    expect(eventsOfDryRun).toBe(0)
    expect(done).toMatchObject({ exit: 1, json: { dry_run: false, ...counts } })
    expect(events).toBe(2)
    expect(again.json).toMatchObject({ created: 0, updated: 0, unchanged: 2, failed: 6 })
    expect(await stateOf(known.email)).toMatchObject({ username: 'Other; name', is_staff: false })
    expect(await stateOf('new@rows.com')).toMatchObject({ username: 'New', is_staff: true })

    const failed = readFileSync(join(folder, 'failed.csv'), 'utf8').split('\r\n')
    expect(failed[0]).toBe(
      'error_row,error_column,error_reason,email,username,is_staff,groups,password_hash,shoe size',
    )
    expect(failed[3]).toBe('6,is_staff,Expected true or false.,wrong@rows.com,,maybe,,,')
    expect(statSync(join(folder, 'failed.csv')).mode & 0o077).toBe(0)
  })

  test('an account that is here keeps its password, and a deleted one is left alone', async () => {
    const user = await addUser(server)
    const gone = await addUser(server)
    await latchkey(`users delete ${gone.id} --yes`)
    const line = (fields: object) => JSON.stringify(fields)
    const imported = await latchkey('users import - --yes --json', {
      input: [
        line({ email: user.email, username: 'Kept', password_hash: bcryptHash }),
        line({ email: gone.email }),
        line({ email: 'clear@json.com', password: 'canary' }),
        'no json',
      ].join('\n'),
    })

    expect(imported.json).toMatchObject({ updated: 1, failed: 3 })
    expect(imported.json.failures.map(({ row, column }: Failure) => [row, column])).toEqual([
      [2, 'email'],
      [3, 'password'],
      [4, null],
    ])
    expect(imported.stdout).not.toContain('canary')
    expect((await stateOf(user.email))?.password_hash).toMatch(/^\$argon2id\$/)
  })

  test('the last superuser stays one', async () => {
    const superuser = await addSuperuser(server)
    const input = `email,state\n${superuser.email},deactivated\n`
    const planned = await latchkey('users import - --dry-run --json', { input })
    const done = await latchkey('users import - --yes --json', { input })

    expect([planned.json.failed, done.json.failed]).toEqual([1, 1])
    expect((await stateOf(superuser.email))?.is_active).toBe(true)
  })

  test('what is exported in either form can be imported, and holds no password', async () => {
    await addUser(server, { email: '-formula@export.com', username: '=1+1 "quoted"\nnext' })
    const [csv, jsonl, few, unknown] = await Promise.all([
      latchkey('users export'),
      latchkey('users export --format jsonl'),
      latchkey('users export --columns email --search -formula'),
      latchkey('users export --columns password_hash'),
    ])
    const fromCsv = await latchkey('users import - --dry-run --json', { input: csv.stdout })
    const fromJsonl = await latchkey('users import - --dry-run --json', { input: jsonl.stdout })

    expect(csv.stdout).toContain(`'-formula@export.com,"'=1+1 ""quoted""\nnext",active`)
    expect(csv.stderr).toMatch(/^Exported \d+ users\.\n$/)
    expect(csv.stdout + jsonl.stdout).not.toContain('$')
    expect(few.stdout).toBe("email\r\n'-formula@export.com\r\n")
    expect(unknown).toMatchObject({ exit: 1, stdout: '' })
    for (const { json } of [fromCsv, fromJsonl]) {
      expect(json).toMatchObject({ created: 0, updated: 0, failed: 0 })
      expect(json.unchanged).toBe(json.total)
    }
  })

  test('a file that cannot be one is refused before anything is changed', async () => {
    write('twins.csv', 'email,email', 'a@b.com,c@d.com')
    write('array.json', '[{"email": "a@b.com"}]')
    write('utf16.csv', Buffer.from('\ufeffemail\na@b.com', 'utf16le').toString('latin1'))
    const outcomes = await Promise.all([
      latchkey('users import nothing.csv'),
      latchkey('users import - --yes'),
      latchkey('users import twins.csv --yes'),
      latchkey('users import array.json --yes'),
      latchkey('users import twins.csv --map email=shoe_size'),
      latchkey('users import utf16.csv --yes'),
    ])

    expect(outcomes.map(({ exit }) => exit)).toEqual([2, 2, 1, 1, 2, 1])
    expect(outcomes[5]?.stderr).toContain('utf16.csv: The file is not UTF-8 but probably UTF-16')
  })
})

interface Failure {
  readonly row: number
  readonly column: string | null
}
