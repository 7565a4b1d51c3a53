import { KeepAliveClient } from './keep-alive-client.ts'

export interface Load {
  readonly origin: string
  readonly connections: number
  readonly milliseconds: number
  /** Sends one request as connection number `index` and says whether it succeeded. */
  readonly request: (client: KeepAliveClient, index: number) => Promise<boolean>
}

export interface LoadResult {
  readonly perSecond: number
  readonly count: number
  readonly failures: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
}

/** Keeps every connection busy, one request at a time, and counts what was handled. */
export async function applyLoad(load: Load): Promise<LoadResult> {
  const latencies: number[] = []
  let failures = 0
  const startedAt = performance.now()
  const endsAt = startedAt + load.milliseconds

  async function keepBusy(index: number): Promise<void> {
    const client = new KeepAliveClient(load.origin)
    while (performance.now() < endsAt) {
      const sentAt = performance.now()
      if (!(await load.request(client, index))) failures += 1
      latencies.push(performance.now() - sentAt)
    }
    client.close()
  }

  await Promise.all(Array.from({ length: load.connections }, (_, index) => keepBusy(index)))
  const seconds = (performance.now() - startedAt) / 1_000
  latencies.sort((first, second) => first - second)
  return {
    perSecond: latencies.length / seconds,
    count: latencies.length,
    failures,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
  }
}

export function median(values: readonly number[]): number {
  return quantile(
    [...values].sort((first, second) => first - second),
    0.5,
  )
}

export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
