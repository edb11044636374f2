/**
 * Seconds of processor time that the work takes, all threads of the process together: what it costs one core, whatever
 * else the machine is doing meanwhile.
 */
export function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  return secondsSince(before);
}

export function secondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
