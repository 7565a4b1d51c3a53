import { beforeAll, describe, expect, test } from 'vitest'
import { asBearer, asConsole, type Send } from '../support/admin-api.ts'
import { addStaff, addSuperuser, addUser } from '../support/people.ts'
import { countEvents } from '../support/state.ts'
import { databases } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'

describe.each(databases)('importing users on %s', (database) => {
  const server = withServer({ database })
  let send: Send

  beforeAll(async () => {
    send = await asConsole(server, await addSuperuser(server))
    await send('POST', 'groups/', { name: 'Keys', permissions: ['keys.rotate_key'] })
  })

  const importing = (rows: readonly string[], more: object = {}, by: Send = send) =>
    by('POST', 'users/import/', { content: rows.join('\n'), ...more })

  test('a dryRun counts and names the columns, and then each row leaves one entry', async () => {
    const known = await addUser(server, { username: 'Old' })
    const rows = [
      'Mail;username;Password;shoe size',
      'new@import.com;New;!none;41',
      `${known.email};Other;;`,
      'nobody;;;',
    ]
    const before = await countEvents(server)
    const map = ['Password=password_hash']
    const planned = await importing(rows, { map, dry_run: true })
    const eventsOfDryRun = (await countEvents(server)) - before
    const done = await importing(rows, { map })
    const events = (await countEvents(server)) - before
    const again = await importing(rows, { map })

    expect(planned.body).toEqual({
      dry_run: true,
      total: 3,
      created: 1,
      updated: 1,
      unchanged: 0,
      failed: 1,
      failures: [
        { row: 4, column: 'Mail', value: 'nobody', reason: 'Enter a valid email address.' },
      ],
      columns: [
        { name: 'Mail', field: 'email', sample: 'new@import.com' },
        { name: 'username', field: 'username', sample: 'New' },
        { name: 'Password', field: null, sample: '•••' },
        { name: 'shoe size', field: null, sample: '41' },
      ],
    })
    expect(eventsOfDryRun).toBe(0)
    expect(done.body).toMatchObject({ dry_run: false, created: 1, updated: 1, failed: 1 })
    expect(events).toBe(2)
    expect(again.body).toMatchObject({ created: 0, updated: 0, unchanged: 2 })
  })

  test('what is exported can be imported and changes nothing, whatever it is called', async () => {
    const names = ['Team; B', 'Team', 'B', 'say "yes"', "O'Brien", "'=1+1", '=1+1']
    const groups: number[] = []
    for (const name of names) groups.push((await send('POST', 'groups/', { name })).body.id)
    const usernames = ["'=1+1", '=1+1', "''-x", 'a;b', 'say "yes"', '@home', 'ends in ;']
    const users = await Promise.all(usernames.map((username) => addUser(server, { username })))
    for (const [index, { id }] of users.entries()) {
      const members = [groups[index % groups.length], groups[0]]
      await send('PATCH', `users/${id}/`, { groups: [...new Set(members)] })
    }
    const ids = users.map(({ id }) => id).join('&ids=')
    const read = async () => (await send('GET', `users/?ids=${ids}`)).body.results
    const before = await read()
    const { body: file } = await send(
      'GET',
      `users/export?columns=email,username,groups&ids=${ids}`,
    )
    const done = await send('POST', 'users/import/', { content: file })

    expect(done.body).toMatchObject({ total: users.length, unchanged: users.length, failed: 0 })
    expect(await read()).toEqual(before)
  })

  test('true lines are named, and what is wrong with the file is said once', async () => {
    const withBlanks = ['email,username', '', 'fine@lines.com,"two', 'lines"', '', 'nobody,']
    const noEmail = ['mail_address,username', 'a@lines.com,A', 'b@lines.com,B']
    const utf16 = Buffer.from('\ufeffemail\nc@lines.com', 'utf16le').toString('utf8')
    const answers = [
      await importing(withBlanks, { dry_run: true }),
      await importing(noEmail, { dry_run: true }),
      await importing(['sep=;', 'email;username', 'd@lines.com;D'], { dry_run: true }),
    ]

    expect(answers.map(({ body }) => body.failures)).toEqual([
      [expect.objectContaining({ row: 6, value: 'nobody' })],
      [
        expect.objectContaining({
          row: 1,
          reason:
            'No column is the email address. The columns are: mail_address, username. Map the one that is.',
        }),
      ],
      [],
    ])
    expect(answers[1]?.body).toMatchObject({ total: 2, failed: 2 })
    const wrongEncoding = await send('POST', 'users/import/', { content: utf16 })
    expect(wrongEncoding.status).toBe(400)
  })

  test('nobody imports more than they may do by hand, and the dryRun says so', async () => {
    const known = await addUser(server)
    const adder = await asBearer(server, await addStaff(server, 'users.add_user'))
    const rows = [
      'email,username,is_staff,is_superuser,groups',
      'plain@import.com,Plain,,,',
      `${known.email},Changed,,,`,
      'staff@import.com,,true,,',
      'root@import.com,,,true,',
      'keys@import.com,,,,Keys',
    ]
    const planned = await importing(rows, { dry_run: true }, adder)
    const done = await importing(rows, {}, adder)

    expect(planned.body).toMatchObject({ created: 1, updated: 0, failed: 4 })
    expect(done.body).toEqual({ ...planned.body, dry_run: false })
  })

  test('what is no file, or too much of one, changes nothing', async () => {
    const many = Array.from({ length: 1_001 }, (_, index) => `u${index}@many.com`)
    const answers = await Promise.all([
      importing(['email', ...many]),
      importing(['[{"email": "a@b.com"}]']),
      importing(['email,email', 'a@b.com,c@d.com']),
      importing(['email', 'a@b.com'], { map: ['email=shoe_size'] }),
      importing([]),
    ])

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400])
    expect(Object.keys(answers[0].body.errors)).toEqual(['content'])
  })
})
