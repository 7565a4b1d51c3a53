import type { IncomingMessage } from 'node:http'

/** Whether a header came more than once. Node keeps the first; which one was meant is not ours to guess. */
export function isRepeated({ rawHeaders }: IncomingMessage, header: string): boolean {
  let count = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]
    if (name?.length === header.length && name.toLowerCase() === header) count += 1
  }
  return count > 1
}
