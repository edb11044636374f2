/**
 * Which ARN the resource has that another ARN lies in: an object in its bucket, an index in its table, a qualifier at
 * its function. Text only: whether that resource was collected is the inventory's to say.
 */
export function parentArn(arn: string): string | null {
  const [prefix, partition, service = '', region = '', account = '', ...rest] = arn.split(':');
  const resource = rest.join(':');
  const inside = PARENT[service]?.(resource) ?? null;
  if (prefix !== 'arn' || inside === null) return null;
  if (service === 'execute-api') return `arn:${partition}:apigateway:${region}::${inside}`;
  return `arn:${partition}:${service}:${region}:${account}:${inside}`;
}

/** By service: the part of an ARN behind the fifth colon, to that of the resource it lies in. */
const PARENT: Readonly<Record<string, (resource: string) => string | null>> = {
  s3: (resource) =>
    resource.startsWith('accesspoint/')
      ? upTo(resource, '/', 2)
      : resource.includes('/')
        ? upTo(resource, '/', 1)
        : null,
  s3express: (resource) => upTo(resource, '/', 2),
  dynamodb: (resource) => (resource.startsWith('table/') ? upTo(resource, '/', 2) : null),
  lambda: (resource) => (resource.startsWith('function:') ? upTo(resource, ':', 2) : null),
  kinesis: (resource) => (resource.startsWith('stream/') ? upTo(resource, '/', 2) : null),
  es: (resource) => (resource.startsWith('domain/') ? upTo(resource, '/', 2) : null),
  sns: (resource) => upTo(resource, ':', 1),
  logs: (resource) => (resource.startsWith('log-group:') ? upTo(resource, ':', 2) : null),
  events: (resource) => {
    const [kind, bus, rule] = resource.split('/');
    if (kind !== 'rule' || bus === undefined) return null;
    // A rule of the default bus is named without its bus.
    return `event-bus/${rule === undefined ? 'default' : bus}`;
  },
  glue: (resource) => {
    const [kind, database] = resource.split('/');
    if (kind === 'database') return 'catalog';
    return (kind === 'table' || kind === 'userDefinedFunction') && database !== undefined
      ? `database/${database}`
      : null;
  },
  'execute-api': (resource) => `/restapis/${resource.split('/')[0] ?? ''}`,
};

/** The first `parts` parts; null where there are no more than that. */
function upTo(resource: string, separator: string, parts: number): string | null {
  const split = resource.split(separator);
  return split.length > parts ? split.slice(0, parts).join(separator) : null;
}
