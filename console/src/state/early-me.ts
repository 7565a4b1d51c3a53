import type { Me } from '../api/shapes.ts'

const holder = globalThis as { latchkeyMe?: Promise<Response | undefined> | undefined }

/** The answer that first-paint.js asked for; once, for it grows old, and only when it is one. */
export async function takeEarlyMe(): Promise<Me | undefined> {
  const asked = holder.latchkeyMe
  holder.latchkeyMe = undefined
  const response = await asked
  return response?.ok ? ((await response.json()) as Me) : undefined
}
