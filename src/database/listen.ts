import type pg from 'pg'
import type { ClientClass } from './postgres-client.ts'

export const changesChannel = 'latchkey_changes'

const retryMilliseconds = 1_000

interface Listening {
  readonly Client: ClientClass
  readonly wake: () => void
  readonly onConnectionError: (error: Error) => void
}

/** Keeps one connection on LISTEN, and opens it again when it is lost. Returns how to stop. */
export function listen({ Client, wake, onConnectionError }: Listening): () => void {
  let isStopped = false
  let current: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined

  async function open() {
    const client = new Client()
    current = client
    client.on('notification', wake)
    client.once('end', reopen)
    try {
      await client.connect()
      await client.query(`listen ${changesChannel}`)
      wake()
    } catch (error) {
      if (!isStopped) onConnectionError(error as Error)
      client.connection.stream.destroy()
      reopen()
    }
  }

  function reopen() {
    if (isStopped) return
    clearTimeout(retry)
    retry = setTimeout(open, retryMilliseconds)
  }

  void open()

  return () => {
    isStopped = true
    clearTimeout(retry)
    void current?.end()
    // A server that does not respond to the farewell shall not keep the process from ending.
    current?.connection.stream.destroy()
  }
}
