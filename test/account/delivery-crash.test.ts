import { expect, test } from 'vitest'
import { databases } from '../support/test-database.ts'
import { killWhileSending } from './kill-while-sending.ts'

const kills = 3

test.each(databases)(
  'kill -9 while email is sent loses no acknowledged message, and sends none for what was not committed: %s',
  async (kind) => {
    const { acknowledged, lost, strangers, doubled } = await killWhileSending(kind, kills)

    expect(acknowledged.length).toBeGreaterThanOrEqual(kills)
    expect(lost).toEqual([])
    expect(strangers).toEqual([])
    expect(doubled).toEqual([])
  },
)
