import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config/read-config.ts'
import {
  changeSetting,
  changeSettings,
  revertSetting,
} from '../../src/features/settings/change-setting.ts'
import { defaultOf, settingKeys } from '../../src/features/settings/definitions.ts'
import { pinnableSettings } from '../../src/features/settings/pinnable-settings.ts'
import { readSettings } from '../../src/features/settings/read-settings.ts'
import { operator } from '../support/people.ts'
import { createSession } from '../support/sessions.ts'
import { setSetting } from '../support/state.ts'
import { databases, startTestServer, type TestServer, testSecret } from '../support/test-server.ts'

const outOfBounds: readonly (readonly [string, readonly unknown[]])[] = [
  ['ACCESS_TOKEN_LIFETIME', [0, -1, 86_401, 1.5, '30', null, Number.NaN, 1e12, true, [30]]],
  ['REFRESH_TOKEN_LIFETIME', [59, 0, 315_360_001, '60', {}]],
  ['REFRESH_TOKEN_REUSE_GRACE', [-1, 61, '10']],
  ['SESSION_MAX_LIFETIME', [-1, 315_360_001]],
  ['MAX_SESSIONS_PER_USER', [-1, 10_001, 0.5]],
  ['REGISTRATION_ENABLED', ['true', 1, 0, null]],
  ['REGISTRATION_ALLOWED_DOMAINS', ['nodot', 'a.com,,b.com', 'A.com', 'a.com b.com', 5]],
  ['PASSWORD_MIN_LENGTH', [0, 65]],
  ['PRODUCT_NAME', ['a\nb', '<b>', ' a', 'a'.repeat(61), 5, null]],
  ['BRAND_COLOR', ['blue', '#ffff00', '#12345', 'url(x)', 5]],
  ['DEFAULT_LOCALE', ['fr', '', 0]],
  ['LOGO', ['<svg/>', 'x', 5, null, 'a'.repeat(32_769)]],
  ['SUPPORT_ADDRESS', ['help', 'a@b', 'a@example.com, b@example.com', 5]],
  [
    'TERMS_URL',
    ['example.com', 'http://example.com/', 'javascript:alert(1)', 'https://a b/', null],
  ],
  ['PRIVACY_URL', ['https://user:secret@example.com/', `https://example.com/${'a'.repeat(500)}`]],
  [
    'PASSWORD_RESET_URL',
    ['https://example.com/', 'https://{token}.example.com/', 'ftp://a/{token}'],
  ],
  [
    'EMAIL_CONFIRM_URL',
    ['https://example.com/{token}/{token}', 'https://example.com/{other}{token}'],
  ],
  ['INVITATION_URL', ['http://example.com/#{token}', '//example.com/#{token}']],
  ['NOTIFY_NEW_DEVICE', ['true', 1]],
  ['EMAILS_PER_HOUR', [-1, 1_000_001, 1.5]],
  ['DOCS_ACCESS', ['everybody', '', 0]],
]

describe.each(databases)('on %s', (database) => {
  let server: TestServer

  beforeEach(async () => {
    server = await startTestServer({ database })
  })
  afterEach(() => server.close())

  const historyOf = (key: string) =>
    server.context.db
      .selectFrom('setting_changes')
      .select(['id', 'from_value', 'to_value', 'actor'])
      .where('key', '=', key)
      .orderBy('id')
      .execute()
  const storeDirectly = async (key: string, value: string) => {
    const row = { key, value, changed_at: 0 }
    await server.context.db.insertInto('settings').values(row).execute()
    await server.context.settings.reload(server.context.db)
  }

  test('no setting takes anything out of its bounds', async () => {
    for (const [key, values] of outOfBounds) {
      for (const value of values) {
        await expect(setSetting(server, key, value), `${key} ${value}`).rejects.toMatchObject({
          code: 'validation_failed',
        })
      }
      expect(await historyOf(key)).toEqual([])
    }
  })

  test('an unknown setting is not found, whatever its name', async () => {
    for (const key of ['NOTHING', '__proto__', 'constructor', '']) {
      await expect(setSetting(server, key, 1)).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  test('an access token may not outlive the refresh token', async () => {
    await setSetting(server, 'REFRESH_TOKEN_LIFETIME', 60)

    await expect(setSetting(server, 'ACCESS_TOKEN_LIFETIME', 61)).rejects.toMatchObject({
      code: 'validation_failed',
    })
  })

  test('every change is in the history once, and a change to the same value is none', async () => {
    await setSetting(server, 'ACCESS_TOKEN_LIFETIME', 40)
    await setSetting(server, 'ACCESS_TOKEN_LIFETIME', 40)
    await setSetting(server, 'ACCESS_TOKEN_LIFETIME', undefined)

    expect(await historyOf('ACCESS_TOKEN_LIFETIME')).toMatchObject([
      { from_value: null, to_value: '40', actor: operator.actor.label },
      { from_value: '40', to_value: null, actor: operator.actor.label },
    ])
    const audited = await server.context.db
      .selectFrom('audit_events')
      .select('id')
      .where('action', '=', 'setting.change')
      .execute()
    expect(audited).toHaveLength(2)
  })

  test('a change can be taken back, and that is a change too', async () => {
    await setSetting(server, 'ACCESS_TOKEN_LIFETIME', 40)
    await setSetting(server, 'ACCESS_TOKEN_LIFETIME', 50)
    const [first, last] = await historyOf('ACCESS_TOKEN_LIFETIME')

    await revertSetting(server.context, { changeId: Number(last?.id), source: 'api' }, operator)
    const afterOne = server.context.settings.values.ACCESS_TOKEN_LIFETIME
    await revertSetting(server.context, { changeId: Number(first?.id), source: 'api' }, operator)

    expect([afterOne, server.context.settings.values.ACCESS_TOKEN_LIFETIME]).toEqual([40, 30])
    expect(await historyOf('ACCESS_TOKEN_LIFETIME')).toHaveLength(4)
  })

  test('of two administrators who saw the same version, one is refused', async () => {
    const change = (value: number) =>
      changeSetting(
        server.context,
        { key: 'ACCESS_TOKEN_LIFETIME', value, expectedVersion: 0, source: 'api' },
        operator,
      )

    const outcomes = await Promise.allSettled([change(40), change(50)])

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = outcomes.find((outcome) => outcome.status === 'rejected')
    expect(refused?.reason).toMatchObject({ code: 'version_mismatch' })
  })

  test('the next token has the lifetime that was set, on another node soon after', async () => {
    const besides = await startTestServer({ database, besides: server })
    await setSetting(server, 'ACCESS_TOKEN_LIFETIME', 77)

    await expect
      .poll(() => besides.context.settings.values.ACCESS_TOKEN_LIFETIME, {
        interval: 20,
      })
      .toBe(77)
    const { accessToken } = await createSession(besides)
    const claims = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString())
    expect(claims.exp - claims.iat).toBe(77)
    await besides.close()
  })

  test.each([
    ['out of bounds', 'ACCESS_TOKEN_LIFETIME', '0'],
    ['of another type', 'ACCESS_TOKEN_LIFETIME', '"30"'],
    ['no JSON', 'ACCESS_TOKEN_LIFETIME', 'thirty'],
    ['null', 'REGISTRATION_ENABLED', 'null'],
    ['of no setting', 'NOTHING', '1'],
  ])(
    'a bad row falls back to the default with an error line and stops no log-in: %s',
    async (_name, key, value) => {
      await storeDirectly(key, value)

      for (const each of settingKeys) {
        expect(server.context.settings.values[each]).toBe(
          server.context.config.pinnedSettings[each] ?? defaultOf(each, 'development'),
        )
      }
      expect(
        server.logLines.some((line) => line.includes('settings.bad_row') && line.includes(key)),
      ).toBe(true)
      expect((await createSession(server)).accessToken).toBeDefined()
    },
  )

  test('a setting with a bad row can be set right again', async () => {
    await storeDirectly('ACCESS_TOKEN_LIFETIME', 'thirty')

    await setSetting(server, 'ACCESS_TOKEN_LIFETIME', 45)

    expect(server.context.settings.values.ACCESS_TOKEN_LIFETIME).toBe(45)
  })

  test('the log has a change once it is stored, and never one that was rolled back', async () => {
    const change = { key: 'ACCESS_TOKEN_LIFETIME', value: 40, source: 'api' } as const
    const tooLate = { ...change, key: 'PASSWORD_MIN_LENGTH', value: 12, expectedVersion: 99 }
    const logged = () => server.logLines.filter((line) => line.includes('setting.change')).length

    await expect(changeSettings(server.context, [change, tooLate], operator)).rejects.toMatchObject(
      { code: 'version_mismatch' },
    )
    const afterRefusal = logged()
    await changeSettings(server.context, [change], operator)

    expect([afterRefusal, logged()]).toEqual([0, 1])
  })

  test('what the environment pins cannot be changed, and says so', async () => {
    const pinned = await startTestServer({
      database,
      besides: server,
      env: { ACCESS_TOKEN_LIFETIME: '2m' },
    })
    await setSetting(server, 'ACCESS_TOKEN_LIFETIME', 40)

    await expect(setSetting(pinned, 'ACCESS_TOKEN_LIFETIME', 50)).rejects.toMatchObject({
      code: 'setting_pinned',
    })
    const state = (await readSettings(pinned.context)).find(
      ({ key }) => key === 'ACCESS_TOKEN_LIFETIME',
    )
    expect(state).toMatchObject({ value: 120, source: 'environment' })
    await pinned.close()
  })
})

test.each([
  ['ACCESS_TOKEN_LIFETIME', '0'],
  ['ACCESS_TOKEN_LIFETIME', '2d'],
  ['REFRESH_TOKEN_LIFETIME', '1s'],
  ['REFRESH_TOKEN_REUSE_GRACE', '-1'],
  ['REGISTRATION_ENABLED', 'perhaps'],
  ['DOCS_ACCESS', 'everybody'],
])('the environment cannot set %s to %s either, and the value is not repeated', (name, value) => {
  const read = () => readConfig({ SECRET_KEY: testSecret, [name]: value }, pinnableSettings)

  expect(read).toThrow(name)
})
