import { expect, test } from 'vitest';
import { OWN, type SnapshotParts, snapshotOf } from '../../account/testing/fixtures.ts';
import type { Finding } from '../finding.ts';
import type { FindingType } from '../finding-types.ts';
import { findingsOf } from '../findings-of.ts';

export type Json = Readonly<Record<string, unknown>>;

/** The "now" of the small accounts. */
export const NOW = '2026-11-20T06:00:00Z';

/** The findings of a small account. */
export function findingsIn(parts: SnapshotParts): readonly Finding[] {
  const accounts = [snapshotOf(parts)];
  return findingsOf({ accounts, subject: OWN, analysisTime: NOW });
}

/**
 * The account has these findings of the types that are asked about, and no others of them: `name of the subject:
 * severity`, where the severity may be left out.
 */
export function check(
  title: string,
  types: readonly FindingType[],
  parts: SnapshotParts,
  expected: readonly string[],
): void {
  test(title, () => {
    const told = findingsIn(parts)
      .filter(({ type }) => types.includes(type))
      .map(({ type, subject, severity }) => {
        const words = `${types.length > 1 ? `${type} ` : ''}${subject.slice(Math.max(subject.lastIndexOf('/'), subject.lastIndexOf(':')) + 1)}`;
        return expected.includes(words) ? words : `${words}: ${severity}`;
      });
    expect(told.sort()).toEqual([...expected].sort());
  });
}

/** An inline policy of these statements. */
export function inline(...statements: readonly Json[]): readonly Json[] {
  return [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }];
}

export function may(
  action: string | readonly string[],
  resource: string | readonly string[] = '*',
  condition?: Json,
): Json {
  return { Effect: 'Allow', Action: action, Resource: resource, ...(condition && { Condition: condition }) };
}

export function mayNot(action: string | readonly string[], resource: string = '*', condition?: Json): Json {
  return { ...may(action, resource, condition), Effect: 'Deny' };
}

/** A trust policy. */
export function trusts(principal: Json | string, condition?: Json, action = 'sts:AssumeRole'): Json {
  const statement = {
    Effect: 'Allow',
    Principal: principal,
    Action: action,
    ...(condition && { Condition: condition }),
  };
  return { Version: '2012-10-17', Statement: [statement] };
}

/** A resource's policy of one statement. */
export function grants(
  principal: Json | string,
  action: string | readonly string[],
  resource: string | readonly string[],
  condition?: Json,
): Json {
  return { Version: '2012-10-17', Statement: [{ Principal: principal, ...may(action, resource, condition) }] };
}

export const roleArn = (name: string): string => `arn:aws:iam::${OWN}:role/${name}`;
export const userArn = (name: string): string => `arn:aws:iam::${OWN}:user/${name}`;
