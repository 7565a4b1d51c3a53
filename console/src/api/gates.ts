export type GateName = 'sign-in' | 'reauthenticate'

type Gate = (name: GateName) => Promise<boolean>

// Set once by the dialog component: calls start outside of React.
let openGate: Gate | undefined
const waiting = new Map<GateName, Promise<boolean>>()

/** Says who asks people for their password; the promise tells whether they gave it. */
export function installGate(gate: Gate): () => void {
  openGate = gate
  return () => {
    openGate = undefined
  }
}

/** For the refusals that a password settles: asks for it, once for all calls refused meanwhile. */
export function passGate(code: string): Promise<boolean> {
  const name = gateFor(code)
  if (!name || !openGate) return Promise.resolve(false)

  const pending = waiting.get(name) ?? openGate(name).finally(() => waiting.delete(name))
  waiting.set(name, pending)
  return pending
}

function gateFor(code: string): GateName | undefined {
  if (code === 'console_session_expired' || code === 'credentials_missing') return 'sign-in'
  return code === 'reauthentication_required' ? 'reauthenticate' : undefined
}
