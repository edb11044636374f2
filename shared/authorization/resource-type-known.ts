import { resourceTypesOf } from '../catalog/catalog.ts';
import { parseArn } from '../policy/arn.ts';

/**
 * Whether the catalogue knows a resource of the ARN's service that begins like this one: `table/…` of DynamoDB, any
 * text of SQS. A resource that it does not know is decided from its text all the same.
 */
export function isResourceTypeKnown(resource: string): boolean {
  if (resource === '*') return true;
  const service = resource.indexOf(':', 4) + 1;
  const end = resource.indexOf(':', service);
  const known = beginningsOf(resource.slice(service, end));
  if (known === ANY) return true;
  const region = resource.indexOf(':', end + 1);
  const from = resource.indexOf(':', region + 1) + 1;
  let to = from;
  while (to < resource.length && !isSeparator(resource.charCodeAt(to))) to++;
  return known.has(resource.slice(from, to));
}

/** How the resource parts of a service begin, up to the first `/` or `:`; ANY where one begins with a free name. */
type Beginnings = ReadonlySet<string> | typeof ANY;
const ANY = 'any';
const NONE: Beginnings = new Set();

const services = new Map<string, Beginnings>();
const MOST_SERVICES = 4096;

function beginningsOf(service: string): Beginnings {
  let known = services.get(service);
  if (known === undefined) {
    known = readBeginnings(service);
    if (services.size >= MOST_SERVICES) services.clear();
    services.set(service, known);
  }
  return known;
}

function readBeginnings(service: string): Beginnings {
  const templates = resourceTypesOf(service).flatMap(({ arns }) => arns);
  if (templates.length === 0) return NONE;
  const beginnings = new Set<string>();
  for (const template of templates) {
    const part = parseArn(template)?.resource ?? '';
    const beginning = part.split(/[/:]/, 1)[0] ?? '';
    if (beginning.includes('$') || beginning.includes('*')) return ANY;
    beginnings.add(beginning);
  }
  return beginnings;
}

function isSeparator(unit: number): boolean {
  return unit === 47 || unit === 58;
}
