import { expect, test } from 'vitest'
import { runFaults } from '../operations/faults/run-faults.ts'
import { scenes } from '../operations/faults/scenes.ts'

const minutes = Number(process.env['SOAK_MINUTES'] ?? 5)

test.each(scenes)(
  'faults for minutes lose nothing, log nobody out and end no server: $name',
  async ({ nodes, create }) => {
    const store = await create()
    if (!store) return
    const until = Date.now() + minutes * 60_000
    const seed = Number(process.env['SOAK_SEED'] ?? Date.now() % 1_000_000)
    const goesOn = () => Date.now() < until
    try {
      const report = await runFaults(store, { seed, nodes, clients: 8, isBrief: false, goesOn })

      expect(report.violations, `seed ${seed}`).toEqual([])
      expect(report.faults.size).toBeGreaterThan(0)
    } finally {
      await store.remove()
    }
  },
  (minutes + 5) * 60_000,
)
