import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { chromiumPath } from '../../scripts/chromium.ts'
import { createFolder } from '../support/latchkey.ts'

type Parameters = Readonly<Record<string, unknown>>

interface Message {
  readonly id?: number
  readonly sessionId?: string
  readonly method?: string
  readonly params?: Parameters
  readonly result?: Parameters
  readonly error?: { readonly message: string }
}

/** A tab that can be frozen. Chromium runs what is asked of it even then, but no timer, event or response. */
export interface FreezableTab {
  send(method: string, parameters?: Parameters): Promise<Parameters>
  evaluate<Value>(expression: string): Promise<Value>
  /** The parameters of the next event of this name. */
  next(event: string): Promise<Parameters>
}

/**
 * Chromium without Playwright, which has each of its tabs believe that it is seen and has the focus: such a tab is never
 * frozen.
 */
export async function startFreezableBrowser() {
  const child = spawn(
    String(chromiumPath),
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--remote-debugging-port=0',
      `--user-data-dir=${createFolder()}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const connection = await connect(await addressOf(child))

  return {
    async open(url: string): Promise<FreezableTab> {
      const { targetId } = await connection.send('Target.createTarget', { url })
      const { sessionId } = await connection.send('Target.attachToTarget', {
        targetId,
        flatten: true,
      })
      return tabOf(connection, String(sessionId))
    },
    async close(): Promise<void> {
      const exited = once(child, 'exit')
      // Debian starts it from a script: killing that would leave the browser running.
      void connection.send('Browser.close')
      await exited
    },
  }
}

type Connection = Awaited<ReturnType<typeof connect>>

/** Commands of the DevTools protocol, and who waits for their results. */
async function connect(address: string) {
  const socket = new WebSocket(address)
  const listeners = new Set<(message: Message) => void>()
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(String(data)) as Message
    for (const listener of listeners) listener(message)
  }
  await once(socket, 'open')
  let count = 0

  function next(isIt: (message: Message) => boolean): Promise<Message> {
    return new Promise((resolve) => {
      const listener = (message: Message) => {
        if (!isIt(message)) return
        listeners.delete(listener)
        resolve(message)
      }
      listeners.add(listener)
    })
  }
  async function send(method: string, params?: Parameters, sessionId?: string) {
    count += 1
    const own = count
    const response = next(({ id }) => id === own)
    socket.send(JSON.stringify({ id: own, method, params, sessionId }))
    const { result = {}, error } = await response
    if (error) throw new Error(`${method}: ${error.message}`)
    return result
  }
  return { next, send }
}

function tabOf({ next, send }: Connection, sessionId: string): FreezableTab {
  return {
    send: (method, parameters) => send(method, parameters, sessionId),
    async evaluate<Value>(expression: string) {
      const options = { expression, awaitPromise: true, returnByValue: true }
      const { result } = await send('Runtime.evaluate', options, sessionId)
      return (result as { value: Value }).value
    },
    async next(event) {
      const { params = {} } = await next(
        (message) => message.method === event && message.sessionId === sessionId,
      )
      return params
    },
  }
}

async function addressOf({ stderr }: ChildProcess): Promise<string> {
  if (!stderr) throw new Error('nobody hears Chromium')
  for await (const line of createInterface({ input: stderr })) {
    const [address] = /ws:\/\/\S+/.exec(line) ?? []
    if (address) return address
  }
  throw new Error('Chromium did not start')
}
