/** Processor time of this process since `startOfWork`, milliseconds: the same however busy the machine is. */
export function processorMilliseconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1_000
}

export const startOfWork = () => process.cpuUsage()
