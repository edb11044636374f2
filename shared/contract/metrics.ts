/** Names of the metrics, few and of low cardinality: no customer is a dimension. Imports nothing. */
export const METRICS = {
  namespace: 'Nightjar',
  accountsClaimed: 'AccountsClaimed',
  accountsDue: 'AccountsDue',
  runsReconciled: 'RunsReconciled',
  runsStuck: 'RunsStuck',
  runsPublished: 'RunsPublished',
  runsFailed: 'RunsFailed',
  itemsCollected: 'ItemsCollected',
  cacheWrites: 'CacheWrites',
  accessRows: 'AccessRows',
  nightsClosed: 'NightsClosed',
  nightsLate: 'NightsLate',
} as const;
export type MetricName = Exclude<(typeof METRICS)[keyof typeof METRICS], typeof METRICS.namespace>;
