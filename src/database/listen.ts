import pg from 'pg'

export const changesChannel = 'latchkey_changes'

const retryMilliseconds = 1_000

interface Listening {
  readonly clientOptions: pg.ClientConfig
  readonly wake: () => void
  readonly onConnectionError: (error: Error) => void
}

/** Keeps one connection on LISTEN, and opens it again when it is lost. Returns how to stop. */
export function listen({ clientOptions, wake, onConnectionError }: Listening): () => void {
  let isStopped = false
  let current: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined

  async function open() {
    const client = new pg.Client(clientOptions)
    current = client
    client.on('notification', wake)
    client.on('error', report)
    client.once('end', reopen)
    try {
      await client.connect()
      await client.query(`listen ${changesChannel}`)
      wake()
    } catch (error) {
      report(error as Error)
      client.connection.stream.destroy()
      reopen()
    }
  }

  function report(error: Error) {
    if (!isStopped) onConnectionError(error)
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
    // Without a farewell, for which a server that does not respond would let us wait.
    current?.connection.stream.destroy()
  }
}
