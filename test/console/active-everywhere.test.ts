import { describe, expect, test } from 'vitest'
import { chromiumPath } from '../support/browser.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { settled, withConsole } from './console-visit.ts'

// Which processes are there is tested on both databases; here it is only shown.
describe.skipIf(!chromiumPath)('where a saved setting is active', () => {
  const { server, admin, visitAs } = withConsole()

  test('the page confirms every process, then names the one that was killed', async () => {
    const other = await startTestServer({ database: 'sqlite', besides: server })
    const { page, open, issues } = await visitAs(admin)
    await open('/admin/constance/config/')
    const save = async (value: string) => {
      await page.getByRole('textbox', { name: /^Access token lifetime/ }).fill(value)
      await page.getByRole('button', { name: 'Review' }).click()
      await page.getByRole('button', { name: 'Save 1 change' }).click()
    }

    await save('40')
    await page.getByRole('alert').getByText('Active on 2 of 2 processes').waitFor()
    await settled(page)
    await other.close()
    await insertKilledProcess(server)
    await save('50')
    const warning = page.getByRole('alert').filter({ hasText: 'Not active everywhere yet' })
    await warning.waitFor()

    expect(await warning.innerText()).toContain(
      '1 of 2 processes have the change. Process 7 on auth-2 has not reported for 20 seconds.',
    )
    expect(await page.getByText('Active on').count()).toBeLessThanOrEqual(1)
    expect(issues).toEqual([])
  })
})

async function insertKilledProcess({ context, clock }: TestServer): Promise<void> {
  await context.db
    .insertInto('processes')
    .values({
      id: 'killed',
      host: 'auth-2',
      pid: 7,
      version: '1.0.0',
      started_at: clock.now() - 60_000,
      seen_at: clock.now() - 20_000,
      settings_revision: 0,
    })
    .execute()
}
