import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { SMTPServer } from 'smtp-server'
import { readConfig } from '../../src/config/read-config.ts'
import { inTransaction } from '../../src/context.ts'
import { migrate } from '../../src/database/migrate.ts'
import { queueEmail } from '../../src/features/email/queue-email.ts'
import { pinnableSettings } from '../../src/features/settings/pinnable-settings.ts'
import { createVerification } from '../../src/features/verifications/create-verification.ts'
import { openContext } from '../../src/open-context.ts'
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
  const mailServer = await openMailServer()
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

/** Says how long it took from the first message to the last. */
async function openMailServer() {
  const everything = Promise.withResolvers<number>()
  const recipients = new Set<string>()
  let startedAt = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom(_address, _session, done) {
      startedAt ||= performance.now()
      done()
    },
    onData(stream, session, done) {
      stream.resume().once('end', () => {
        for (const { address } of session.envelope.rcptTo) recipients.add(address)
        if (recipients.size === messages) {
          everything.resolve((performance.now() - startedAt) / 1_000)
        }
        done()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    everything: everything.promise,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
