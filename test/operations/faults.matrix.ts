import { expect, test } from 'vitest'
import { runFaults } from './faults/run-faults.ts'
import { scenes } from './faults/scenes.ts'

const timeLimitMilliseconds = 300_000
const kinds = 8
// Clocks need faketime, and the full disk of SQLite the right to mount one.
const optionalKinds = 3
const effects = ['register', 'login', 'refresh', 'logout', 'password change', 'setting']

// Most of the time nothing happens but a fault, so they can share it.
test.concurrent.each(scenes)(
  'no fault loses what was acknowledged, logs anybody out or ends the server: $name',
  async ({ nodes, create }) => {
    const store = await create()
    if (!store) return
    try {
      const goesOn = (faults: number) => faults < kinds
      const report = await runFaults(store, { seed: 9, nodes, clients: 3, isBrief: true, goesOn })

      expect(report.violations).toEqual([])
      expect(report.faults.size).toBeGreaterThanOrEqual(kinds - optionalKinds)
      for (const kind of effects) expect(report.acknowledged.get(kind), kind).toBeGreaterThan(0)
    } finally {
      await store.remove()
    }
  },
  timeLimitMilliseconds,
)
