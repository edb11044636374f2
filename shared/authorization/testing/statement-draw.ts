import type { Request } from '../request.ts';
import { namesOf, OTHER, OWN, PROVIDERS, SERVICES } from './cast.ts';
import { drawCondition, drawVariable } from './condition-draw.ts';
import type { Draw } from './draw.ts';
import { drawPattern } from './near-miss.ts';
import type { WrittenPolicy } from './question.ts';

/** Where a statement is to stand: it decides which elements it has. */
export type Place = 'identity' | 'resource' | 'trust' | 'rcp';

export type WrittenStatement = Record<string, unknown>;

/** A policy of a few statements, of either version or of none. */
export function drawPolicy(draw: Draw, request: Request, place: Place, name: string, denies = 12): WrittenPolicy {
  const version = draw.weighted([
    [80, { Version: '2012-10-17' }],
    [12, { Version: '2008-10-17' }],
    [8, {}],
  ]);
  // Now and then a long policy: an engine may treat it differently.
  const most = draw.chance(2) ? 40 : 3;
  const statements = draw.list(1, most, () => drawStatement(draw, request, place, denies));
  const written = statements.length === 1 && draw.chance(20) ? statements[0] : statements;
  return { name, document: { ...version, Statement: written } };
}

export function drawStatement(draw: Draw, request: Request, place: Place, denies: number): WrittenStatement {
  return {
    ...(draw.chance(20) ? { Sid: draw.pick(['One', 'Two']) } : {}),
    Effect: draw.chance(denies) ? 'Deny' : 'Allow',
    ...(place === 'identity' ? {} : drawPrincipalElement(draw, request, place)),
    ...drawAction(draw, request.action),
    ...(draw.chance(withoutResource(request, place)) ? {} : drawResource(draw, request)),
    ...(draw.chance(42) ? { Condition: drawCondition(draw, request.context) } : {}),
  };
}

/** Trust policies and ECR's repository policies name no resource; elsewhere a missing one is a rare mistake. */
function withoutResource(request: Request, place: Place): number {
  if (place === 'trust') return 90;
  return place === 'resource' && request.action.toLowerCase().startsWith('ecr:') ? 70 : 1;
}

function drawAction(draw: Draw, action: string): WrittenStatement {
  const service = action.split(':')[0] ?? '';
  const one = (): string =>
    draw.weighted<() => string>([
      [40, () => action],
      [14, () => '*'],
      [12, () => `${service}:*`],
      [18, () => `${service}:${drawPattern(draw, action.slice(service.length + 1))}`],
      [6, () => action.toLowerCase()],
      [6, () => draw.pick(['ec2:*', 's3:ListBucket', 'kms:Encrypt', 'sts:AssumeRole'])],
      [4, () => '*:*'],
    ])();
  const value = draw.chance(70) ? one() : draw.list(1, 3, one);
  return draw.chance(12) ? { NotAction: value } : { Action: value };
}

function drawResource(draw: Draw, request: Request): WrittenStatement {
  const { resource, action } = request;
  const service = (action.split(':')[0] ?? '').toLowerCase();
  const one = (): string => {
    if (resource === '*') {
      const every = [
        `arn:aws:${service}:::*`,
        `arn:aws:${service}:*:*:*`,
        `arn:aws:${service}:::x*`,
        `arn:aws:${service}:*`,
      ];
      return draw.pick(['*', '*', '*', ...every]);
    }
    return draw.weighted<() => string>([
      [45, () => drawArnText(draw, resource)],
      [30, () => '*'],
      [
        14,
        () => `${resource.slice(0, resource.lastIndexOf('/') + 1) || 'arn:aws:s3:::data/'}${drawVariable(draw, 'k')}`,
      ],
      [6, () => 'arn:aws:s3:::data/*'],
      [3, () => 'arn:aws:s3:::*'],
      [3, () => `arn:aws:s3:::\${aws:username}/*`],
      [3, () => resource.replace(OWN, '*')],
      [2, () => resource.replace(OWN, OTHER)],
      [1, () => 'arn:aws:s3:${aws:username}::data'],
      [
        3,
        () =>
          resource
            .split(':')
            .slice(0, 3 + draw.below(3))
            .join(':'),
      ],
      [
        resource.includes('execute-api') ? 20 : 0,
        () => draw.pick(['execute-api:/*', 'execute-api:/prod/*', 'execute-api:/dev/*']),
      ],
    ])();
  };
  const value = draw.chance(70) ? one() : draw.list(1, 3, one);
  return draw.chance(12) ? { NotResource: value } : { Resource: value };
}

/** A pattern of the ARN; mostly one that leaves `arn:partition:service:` alone, as AWS saves no others. */
function drawArnText(draw: Draw, resource: string): string {
  if (draw.chance(20)) return drawSegments(draw, resource);
  const head = resource.split(':').slice(0, 3).join(':');
  if (draw.chance(4)) return drawPattern(draw, resource);
  const rest = resource.slice(head.length);
  const pattern = drawPattern(draw, rest);
  return pattern.startsWith(':') ? `${head}${pattern}` : `${head}:${pattern}`;
}

/** The ARN with some of its region, account and resource as patterns, each segment for itself. */
function drawSegments(draw: Draw, resource: string): string {
  const [arn = '', partition = '', service = '', region = '', account = '', ...rest] = resource.split(':');
  const segment = (text: string): string => (draw.chance(40) ? text : draw.chance(35) ? '*' : drawPattern(draw, text));
  return [arn, partition, service, segment(region), segment(account), segment(rest.join(':'))].join(':');
}

function drawPrincipalElement(draw: Draw, request: Request, place: Place): WrittenStatement {
  if (place === 'rcp') return { Principal: draw.chance(90) ? '*' : { AWS: '*' } };
  const { exact, chain, near } = namesOf(request.principal);
  if (draw.chance(9)) {
    const partly = draw.some(chain, 75);
    const listed = partly.length > 0 ? partly : [draw.pick(near)];
    return { NotPrincipal: draw.chance(8) ? '*' : { AWS: listed, ...serviceEntry(draw, request, 30) } };
  }
  if (draw.chance(24)) return { Principal: draw.pick<unknown>(['*', { AWS: '*' }, { AWS: ['*'] }]) };
  const name = (): string => draw.pick(draw.chance(75) && exact.length > 0 ? exact : near);
  const aws = draw.chance(65) ? name() : draw.list(1, 3, name);
  const others = serviceEntry(draw, request, 12);
  const canonical = draw.chance(2) ? { CanonicalUser: 'f'.repeat(64) } : {};
  if ('service' in request.principal || 'provider' in request.principal) {
    return {
      Principal: { ...serviceEntry(draw, request, 85), ...(draw.chance(25) ? { AWS: aws } : {}), ...canonical },
    };
  }
  return { Principal: { AWS: aws, ...others, ...canonical } };
}

function serviceEntry(draw: Draw, { principal }: Request, percent: number): WrittenStatement {
  if (!draw.chance(percent)) return {};
  if (principal.kind === 'federated') return { Federated: draw.chance(70) ? principal.provider : draw.pick(PROVIDERS) };
  const service = principal.kind === 'service' && draw.chance(70) ? principal.service : draw.pick(SERVICES);
  return { Service: draw.chance(80) ? service : [service, draw.pick(SERVICES)] };
}
