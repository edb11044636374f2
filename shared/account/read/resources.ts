import type { NamedPolicy } from '../../policy/model.ts';
import { type GapList, someOf } from '../gaps.ts';
import { parseJsonLines } from '../json-text.ts';
import { NOT_COLLECTED, type NotCollected, type Resource, type Tags } from '../model.ts';

import { check, placeOf, quote, type Read } from '../problem.ts';
import { knownType } from '../resources/known.ts';
import type { PartPolicy } from '../resources/resource-type.ts';
import { BASE_FIELDS, type ResourceLine, resourceLineSchema } from '../schema/resource.ts';
import type { KnownAccount } from './entity-account.ts';
import { readPolicy } from './policy.ts';

/** Reads resources.jsonl: one resource per line, each checked by the schema of its type; sorted by ARN. */
export function readResources(
  text: string,
  file: string,
  account: KnownAccount,
  gaps: GapList,
): Read<readonly Resource[]> {
  const lines = parseJsonLines(text, file);
  if ('problem' in lines) return lines;
  const resources = new Map<string, Resource>();
  const missing = new Absences();
  for (const { line, value } of lines.value) {
    const read = readResource(value, { file, line, account, gaps, missing });
    if ('problem' in read) return read;
    const resource = read.value;
    if (resources.has(resource.arn))
      gaps.add('duplicate-entity', resource.arn, 'it stands more than once; the first was taken');
    else resources.set(resource.arn, resource);
  }
  missing.name(gaps);
  return { value: [...resources.values()].sort((a, b) => (a.arn < b.arn ? -1 : 1)) };
}

interface LineReading {
  readonly file: string;
  readonly line: number;
  readonly account: KnownAccount;
  readonly gaps: GapList;
  readonly missing: Absences;
}

function readResource(value: unknown, reading: LineReading): Read<Resource> {
  const { file, line, account, gaps, missing } = reading;
  const base = check(resourceLineSchema, value, file, line);
  if ('problem' in base) return base;
  const { arn, type } = base.value;
  const [, partition = '', , region = '', owner = ''] = arn.split(':', 6);
  if (partition !== account.partition || (owner !== '' && owner !== account.accountId)) {
    const expected = `a resource of account \`${account.accountId}\` in partition \`${account.partition}\``;
    return { problem: { file, place: placeOf('/arn', line), expected, found: quote(arn) } };
  }
  const own = Object.fromEntries(Object.entries(base.value).filter(([field]) => !BASE_FIELDS.has(field)));
  const known = knownType(type);
  const details = known === null ? { value: own } : check<Record<string, unknown>>(known.fields, own, file, line);
  if ('problem' in details) return details;
  if (known === null) {
    gaps.add('field-unknown', type, 'this version has no schema for the type: its own fields are kept, but not read');
  } else {
    for (const field of Object.keys(own))
      if (!Object.hasOwn(known.fields.shape, field)) missing.unknown(type, field, arn);
    for (const field of known.deciding) if (!Object.hasOwn(own, field)) missing.field(type, field, arn);
  }
  const policied = known === null || known.policy;
  if (policied && base.value.policy === undefined) missing.field(type, 'policy', arn);
  return {
    value: {
      arn,
      type,
      accountId: base.value.accountId ?? account.accountId,
      region: base.value.region === undefined ? (region === '' ? null : region) : base.value.region,
      name: base.value.name ?? nameOf(arn),
      tags: base.value.tags === undefined ? NOT_COLLECTED : tagsOf(base.value.tags),
      policy: policied ? policyOf(base.value.policy, policyName(type), arn, gaps) : null,
      partPolicies: partPolicies(known?.parts(details.value) ?? [], gaps),
      details: details.value,
    },
  };
}

function policyOf(
  raw: ResourceLine['policy'],
  name: string,
  arn: string,
  gaps: GapList,
): NamedPolicy | null | NotCollected {
  if (raw === undefined) return NOT_COLLECTED;
  return raw === null ? null : readPolicy(name, raw, arn, gaps);
}

function partPolicies(
  parts: readonly PartPolicy[],
  gaps: GapList,
): ReadonlyMap<string, NamedPolicy | null | NotCollected> {
  return new Map(parts.map(({ arn, name, policy }) => [arn, policyOf(policy, name, arn, gaps)]));
}

/** `AWS::S3::Bucket` → `bucket policy`, `AWS::EFS::FileSystem` → `file system policy`. */
export function policyName(type: string): string {
  const word = type.slice(type.lastIndexOf(':') + 1);
  return `${word.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()} policy`;
}

function tagsOf(tags: NonNullable<ResourceLine['tags']> | null): Tags {
  if (tags === null) return {};
  return Array.isArray(tags) ? Object.fromEntries(tags.map(({ key, value }) => [key, value])) : tags;
}

/** What people call it: the ARN's last part. */
function nameOf(arn: string): string {
  const resource = arn.split(':').slice(5).join(':');
  return resource.split(/[:/]/).at(-1) || resource;
}

/** Absent and unknown fields, told once per type and field, however many lines lack them. */
class Absences {
  readonly #absent = new Map<string, string[]>();
  readonly #unknown = new Map<string, string[]>();

  field(type: string, field: string, arn: string): void {
    push(this.#absent, `${type} ${field}`, arn);
  }

  unknown(type: string, field: string, arn: string): void {
    push(this.#unknown, `${type} ${field}`, arn);
  }

  name(gaps: GapList): void {
    for (const [what, arns] of this.#absent) {
      gaps.add(
        'not-collected',
        what,
        `it was not collected of ${arns.length === 1 ? '' : `${arns.length} resources: `}${someOf(arns)}`,
      );
    }
    for (const [what, arns] of this.#unknown) {
      gaps.add('field-unknown', what, `this version does not read the field; it stands at ${someOf(arns)}`);
    }
  }
}

function push(map: Map<string, string[]>, key: string, arn: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [arn]);
  else known.push(arn);
}
