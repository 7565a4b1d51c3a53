import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A mail server that throws everything away. Says how long it took from the first of so many messages to the last. */
export async function openMailServer(messages: number) {
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
