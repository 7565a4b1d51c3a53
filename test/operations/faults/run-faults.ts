import { setTimeout as sleep } from 'node:timers/promises'
import { Random } from '../../sessions/model/random.ts'
import { ClientWithHistory } from './client-with-history.ts'
import { canSetClocks, NodeUnderFault } from './node-under-fault.ts'
import { SettingHistory, superuser } from './setting-history.ts'
import type { Store } from './stores.ts'

export interface FaultRun {
  readonly seed: number
  readonly nodes: number
  readonly clients: number
  /** Whether each fault lasts no longer than it must. */
  readonly isBrief: boolean
  /** Whether to go on after so many faults. */
  readonly goesOn: (faults: number) => boolean
}

export interface FaultReport {
  readonly violations: readonly string[]
  readonly acknowledged: ReadonlyMap<string, number>
  readonly faults: ReadonlyMap<string, number>
}

const calmMilliseconds = 150

/** Lets clients work while one fault follows another, and checks what they were promised. */
export async function runFaults(store: Store, run: FaultRun): Promise<FaultReport> {
  const random = new Random(run.seed)
  const nodes = await startNodes(store, run.nodes)
  const state = { isOver: false, lostPercent: 0 }
  // A balancer in front sends every request, and every retry, to any node.
  const originFor = (balancer: Random) => () => balancer.pick(nodes)?.origin ?? ''
  const clients = Array.from(
    { length: run.clients },
    (_, index) =>
      new ClientWithHistory({
        name: `client-${run.seed}-${index}`,
        random: new Random(run.seed * 1_000 + index),
        origin: originFor(new Random(run.seed * 2_000 + index)),
        lostPercent: () => state.lostPercent,
      }),
  )
  const settings = new SettingHistory(() => nodes[0]?.origin ?? '')

  try {
    await Promise.all(clients.map((client) => client.begin()))
    const working = Promise.all([
      ...clients.map(async (client) => {
        while (!state.isOver) await client.step()
      }),
      (async () => {
        while (!state.isOver) await settings.change()
      })(),
    ])
    const faults = await causeFaults(
      {
        store,
        nodes,
        random,
        state,
        lasting: (shortest, longest) =>
          run.isBrief ? shortest : shortest + random.below(longest - shortest),
      },
      run.goesOn,
    )
    state.isOver = true
    await working
    await Promise.all([...clients.map((client) => client.check()), settings.check()])
    return report(clients, settings, nodes, faults)
  } finally {
    for (const node of nodes) await node.stop('SIGKILL')
  }
}

async function startNodes(store: Store, count: number): Promise<NodeUnderFault[]> {
  const nodes = Array.from(
    { length: count },
    () =>
      new NodeUnderFault({
        DATABASE_URL: store.url,
        SUPERUSER_EMAIL: superuser.email,
        SUPERUSER_PASSWORD: superuser.password,
        // Longer than any fault, and than a start on a busy machine.
        REFRESH_TOKEN_REUSE_GRACE: '60',
        LOGIN_MAX_FAILURES: '0',
        MAX_SESSIONS_PER_USER: '0',
      }),
  )
  for (const node of nodes) await node.start()
  return nodes
}

interface Scene {
  readonly store: Store
  readonly nodes: readonly NodeUnderFault[]
  readonly random: Random
  readonly state: { lostPercent: number }
  /** How many milliseconds a fault goes on. */
  readonly lasting: (shortest: number, longest: number) => number
}

async function causeFaults(
  scene: Scene,
  goesOn: FaultRun['goesOn'],
): Promise<ReadonlyMap<string, number>> {
  const kinds = Object.entries(faultKinds)
  const caused = new Map<string, number>()
  for (let count = 0; goesOn(count); count += 1) {
    await sleep(calmMilliseconds)
    // Every kind once before any comes again.
    const [name, cause] = kinds[count % kinds.length] ?? []
    const node = scene.random.pick(scene.nodes)
    if (!name || !cause || !node || !(await cause(scene, node))) continue
    caused.set(name, (caused.get(name) ?? 0) + 1)
  }
  await sleep(calmMilliseconds)
  return caused
}

type Fault = (scene: Scene, node: NodeUnderFault) => Promise<boolean>

const faultKinds: Readonly<Record<string, Fault>> = {
  async 'kill -9'(_scene, node) {
    await node.stop('SIGKILL')
    await node.start()
    return true
  },
  async 'a stopped process'({ lasting }, { process: { child } }) {
    child.kill('SIGSTOP')
    await sleep(lasting(500, 2_000))
    child.kill('SIGCONT')
    return true
  },
  async 'a database that does not answer'({ store, lasting }) {
    // Longer than a refresh waits, so that retries come for what nobody knows the outcome of.
    await store.blackHole(lasting(3_200, 6_000))
    return true
  },
  async restart({ store }, node) {
    if (store.restart) await store.restart()
    else {
      await node.stop('SIGTERM')
      await node.start()
    }
    return true
  },
  async 'a full disk'({ store, lasting }) {
    await store.fillDisk?.(lasting(500, 1_500))
    return store.fillDisk !== undefined
  },
  async 'lost responses'({ state, lasting }) {
    state.lostPercent = 40
    await sleep(lasting(800, 2_500))
    state.lostPercent = 0
    return true
  },
  'a clock ahead': (scene, node) => setClock(scene, node, 3_600),
  'a clock behind': (scene, node) => setClock(scene, node, -3_600),
}

async function setClock({ lasting }: Scene, node: NodeUnderFault, seconds: number) {
  if (!canSetClocks) return false
  node.setClock(seconds)
  await sleep(lasting(500, 1_500))
  node.setClock(0)
  return true
}

function report(
  clients: readonly ClientWithHistory[],
  settings: SettingHistory,
  nodes: readonly NodeUnderFault[],
  faults: ReadonlyMap<string, number>,
): FaultReport {
  const acknowledged = new Map([['setting', settings.acknowledged]])
  for (const client of clients) {
    for (const [kind, count] of client.acknowledged) {
      acknowledged.set(kind, (acknowledged.get(kind) ?? 0) + count)
    }
  }
  const violations = [
    ...clients.flatMap((client) => client.violations),
    ...settings.violations,
    ...nodes.flatMap((node) => node.crashes),
  ]
  return { violations, acknowledged, faults }
}
