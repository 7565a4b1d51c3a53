import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { readConfig } from '../../src/config/read-config.ts'
import { inTransaction } from '../../src/context.ts'
import { migrate } from '../../src/database/migrate.ts'
import { queueEmail } from '../../src/features/email/queue-email.ts'
import { pinnableSettings } from '../../src/features/settings/pinnable-settings.ts'
import { createVerification } from '../../src/features/verifications/create-verification.ts'
import { openContext } from '../../src/open-context.ts'
import { openMailServer } from '../support/mail-server.ts'
import { createPostgres } from '../support/postgres.ts'
import type { Row } from '../support/row.ts'
import { startLatchkey } from '../support/server-process.ts'

const messages = 1_000
const aimSeconds = 20

export async function emailOnSqlite(): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  const row = await measureDelivery('SQLite', `sqlite:${join(folder, 'emails.db')}`)
  rmSync(folder, { recursive: true })
  return row
}

export async function emailOnPostgres(): Promise<Row> {
  const { url, drop } = await createPostgres()
  const row = await measureDelivery('PostgreSQL', url)
  await drop()
  return row
}

/** From the first message of a full queue to the last, each with a link and a code of its own. */
async function measureDelivery(database: string, url: string): Promise<Row> {
  const mailServer = await openMailServer(messages)
  const environment = {
    DATABASE_URL: url,
    SECRET_KEY: 'bench-Secret-Qw2x-Lk4v-Zp8m-Rt6n-Yb3c-Hd5s',
    SMTP_URL: mailServer.url,
    MAIL_FROM: 'auth@example.com',
  }
  await fillQueue(environment)
  const latchkey = await startLatchkey(environment)
  const processorAtStart = latchkey.cpuSeconds()
  const seconds = await mailServer.everything
  const processorSeconds = latchkey.cpuSeconds() - processorAtStart
  await latchkey.stop()
  await mailServer.close()
  return {
    name: `${messages} queued messages handed to a mail server, ${database}`,
    against: 'allowed',
    ours: `${seconds.toFixed(1)} s`,
    baseline: `${aimSeconds} s`,
    ratio: aimSeconds / seconds,
    aim: 1,
    remarks: `${((processorSeconds / messages) * 1_000).toFixed(1)} ms of processor time each`,
  }
}

async function fillQueue(environment: Record<string, string>): Promise<void> {
  const config = readConfig(environment, pinnableSettings)
  const { context, connection } = await openContext(config, { log: pino({ level: 'silent' }) })
  await migrate(connection)
  await inTransaction(context, async (context) => {
    for (let index = 0; index < messages; index += 1) {
      const email = `user${index}@example.com`
      const kind = 'reset_password'
      const request = { kind, userId: null, email, client: {} } as const
      const { id: verificationId } = await createVerification(context, request)
      await queueEmail(context, {
        kind,
        locale: 'en',
        recipient: email,
        userId: null,
        verificationId,
      })
    }
  })
  await connection.close()
}
