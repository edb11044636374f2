/** Seconds of processor time of this thread that the work takes: what it costs one core, whatever else runs beside. */
export function cpuSeconds(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  return secondsSince(before);
}

export function secondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1e6;
}
