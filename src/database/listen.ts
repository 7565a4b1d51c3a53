import type pg from 'pg'

export const changesChannel = 'latchkey_changes'

const retryMilliseconds = 1_000

interface Listening {
  readonly openClient: () => Promise<pg.Client>
  readonly wake: () => void
  readonly onConnectionError: (error: Error) => void
}

/** Keeps one connection on LISTEN, and opens it again when it is lost. Returns how to stop. */
export function listen({ openClient, wake, onConnectionError }: Listening): () => void {
  let isStopped = false
  let current: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined

  async function open() {
    try {
      current = await openClient()
      if (isStopped) return close()
      current.on('notification', wake)
      current.once('end', reopen)
      await current.query(`listen ${changesChannel}`)
      wake()
    } catch (error) {
      if (!isStopped) onConnectionError(error as Error)
      close()
      reopen()
    }
  }

  function reopen() {
    if (isStopped) return
    clearTimeout(retry)
    retry = setTimeout(open, retryMilliseconds)
  }

  /** A server that does not respond to the farewell shall not keep the process from ending. */
  function close() {
    void current?.end()
    current?.connection.stream.destroy()
  }

  void open()

  return () => {
    isStopped = true
    clearTimeout(retry)
    close()
  }
}
