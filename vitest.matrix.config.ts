import { defineConfig } from 'vitest/config'
import base from './vitest.config.ts'

/** `npm run test:matrix`: every page and dialog in every look, the commands of the manual, every fault, a large database. Too long for `npm test`. */
export default defineConfig({
  test: {
    ...base.test,
    include: ['test/**/*.matrix.ts'],
    env: { EVERY_LOOK: '1' },
    testTimeout: 300_000,
  },
})
