import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { password } from '../support/people.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

const clients = 2_000
const declaredBytes = 1_048_576

let database: TestDatabase
let server: ServerProcess

beforeAll(async () => {
  database = await createTestDatabase('sqlite')
  server = await startServerProcess({ DATABASE_URL: database.url })
})
afterAll(async () => {
  await server.stop('SIGKILL')
  await database.drop()
})

/** A client that declares a large body and sends it in pieces, never the last. */
function dawdle(origin: string): Socket {
  const { hostname, port, host } = new URL(origin)
  const socket = connect({ host: hostname, port: Number(port) })
  // Given up by the server, which is what this is about.
  socket.on('error', () => {})
  socket.write(
    `POST /api/login/ HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${declaredBytes}\r\n\r\n{"email": "`,
  )
  return socket
}

const piece = 'x'.repeat(6_144)
const pieces = 40

function sendPiece(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) return resolve()
    socket.once('close', () => resolve())
    return socket.write(piece, () => resolve())
  })
}

function residentMegabytes(pid: number | undefined): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1_024
}

test.runIf(process.platform === 'linux')(
  `${clients} clients that never finish large bodies take little memory, and others are served`,
  async () => {
    const person = { email: 'honest@example.com', password }
    expect((await server.post('/api/register/', person)).status).toBe(201)
    const before = residentMegabytes(server.child.pid)

    const sockets = Array.from({ length: clients }, () => dawdle(server.origin))
    let most = 0
    for (let count = 0; count < pieces; count += 1) {
      await Promise.all(sockets.map(sendPiece))
      // Slowly: the next piece is sent when this one was read.
      await fetch(`${server.origin}/livez`)
      most = Math.max(most, residentMegabytes(server.child.pid))
    }
    const login = await server.post('/api/login/', person)
    expect(login.status).toBe(200)
    expect(most - before).toBeLessThan(100)
    for (const socket of sockets) socket.destroy()
  },
)
