import { defineConfig } from 'vitest/config'
import base from './vitest.config.ts'

/** `npm run soak`: what takes minutes and is no part of `npm test`. SOAK_MINUTES says how many. */
export default defineConfig({
  test: { ...base.test, include: ['test/soak/**/*.soak.ts'] },
})
