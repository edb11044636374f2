import type { Random } from '../random.ts';
import {
  buildProject,
  instance,
  kubernetesCluster,
  lambdaFunction,
  notebook,
  restApi,
  stack,
  stateMachine,
  taskDefinition,
  volume,
} from './compute.ts';
import {
  cluster,
  database,
  logGroup,
  parameter,
  queue,
  searchDomain,
  secret,
  stream,
  table,
  topic,
  warehouse,
} from './data.ts';
import { key } from './keys.ts';
import {
  backupVault,
  databaseSnapshot,
  eventBus,
  glueDatabase,
  glueJob,
  image,
  snapshot,
  ssmDocument,
} from './shared.ts';
import { type ResourceText, type Slot, type Stock, slot } from './stock.ts';
import { bucket, fileSystem, repository } from './storage.ts';

/** What an account holds, most of it first: the maker and its weight in a thousand. */
const KINDS: readonly (readonly [(slot: Slot) => ResourceText, number])[] = [
  [lambdaFunction, 180],
  [bucket, 160],
  [queue, 110],
  [table, 95],
  [parameter, 75],
  [secret, 65],
  [topic, 60],
  [logGroup, 60],
  [instance, 25],
  [repository, 22],
  [stream, 18],
  [stateMachine, 16],
  [database, 14],
  [volume, 12],
  [snapshot, 10],
  [taskDefinition, 10],
  [buildProject, 8],
  [glueDatabase, 7],
  [glueJob, 6],
  [eventBus, 6],
  [stack, 6],
  [restApi, 5],
  [cluster, 5],
  [databaseSnapshot, 5],
  [fileSystem, 4],
  [backupVault, 4],
  [ssmDocument, 3],
  [kubernetesCluster, 3],
  [searchDomain, 2],
  [image, 2],
  [notebook, 2],
  [warehouse, 2],
];

const TOTAL = KINDS.reduce((sum, [, weight]) => sum + weight, 0);

/** Share of the resources that are keys. */
export const KEY_SHARE = 0.025;

/** That many resources, the stock's keys among them: each kind once where there is room, then by weight. */
export function resourcesOf(stock: Stock, count: number, random: Random): readonly ResourceText[] {
  const keys = stock.keys.map((draft, number) => key(slot(stock, random, number, number), draft, stock.principals));
  const made = new Map<unknown, number>();
  const others = Array.from({ length: Math.max(0, count - keys.length) }, (_, at) => {
    const number = keys.length + at;
    const make = count >= 4 * KINDS.length && at < KINDS.length ? (KINDS[at]?.[0] ?? lambdaFunction) : weighted(random);
    const serial = made.get(make) ?? 0;
    made.set(make, serial + 1);
    return make(slot(stock, random, number, serial));
  });
  return [...keys, ...others];
}

function weighted(random: Random): (slot: Slot) => ResourceText {
  let left = random.below(TOTAL);
  for (const [make, weight] of KINDS) {
    left -= weight;
    if (left < 0) return make;
  }
  return lambdaFunction;
}
