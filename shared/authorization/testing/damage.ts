import type { Draw } from './draw.ts';
import { fields } from './fields.ts';
import type { WrittenPolicy } from './question.ts';

/** The policy with something in it that AWS would not have saved, or written down in another way that AWS reads. */
export function damaged(draw: Draw, policy: WrittenPolicy): WrittenPolicy {
  const document = fields(policy.document);
  const written = document['Statement'];
  const statements: readonly unknown[] = Array.isArray(written) ? written : [written];
  const at = draw.below(statements.length);
  const statement = fields(statements[at]);
  const broken = (change: Record<string, unknown>, without: string[] = []): unknown => {
    const kept = Object.entries(statement).filter(([name]) => !without.includes(name));
    const edited = { ...Object.fromEntries(kept), ...change };
    return { ...document, Statement: statements.with(at, edited) };
  };
  const changed = draw.weighted<() => unknown>([
    [3, () => JSON.stringify(document)],
    [2, () => encodeURIComponent(JSON.stringify(document))],
    [1, () => '{"Version":'],
    [1, () => [document]],
    [2, () => ({ ...document, Version: '2020-01-01' })],
    [1, () => ({ ...document, Comment: 'none' })],
    [1, () => ({ ...document, Statement: [] })],
    [2, () => broken({ Effect: 'allow' })],
    [2, () => broken({}, ['Action', 'NotAction'])],
    [2, () => broken({}, ['Resource', 'NotResource'])],
    [2, () => broken({}, ['Principal', 'NotPrincipal'])],
    [2, () => broken({ Principal: { AWS: '*' } })],
    [2, () => broken({ Note: 'none' })],
    [2, () => broken({ Action: ['s3:GetObject', 7] }, ['NotAction'])],
    [2, () => broken({ Action: ['GetObject'] }, ['NotAction'])],
    [2, () => broken({ NotAction: 'ec2:*', Action: '*' })],
    [2, () => broken({ Resource: ['data', '*'] }, ['NotResource'])],
    [2, () => broken({ Resource: 'arn:aws:s*:::data/*' }, ['NotResource'])],
    [2, () => broken({ Condition: { StringEquals: { 's3:prefix': [] } } })],
    [2, () => broken({ Condition: { NumericEquals: { 's3:max-keys': ['ten', '10'] } } })],
    [2, () => broken({ Condition: { Bool: { 'aws:SecureTransport': 'yes' }, Null: { 's3:prefix': 'perhaps' } } })],
    [2, () => broken({ Condition: { DateLessThan: { 'aws:CurrentTime': 'soon' } } })],
    [2, () => broken({ Condition: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/33', '203.0.113.0/24'] } } })],
    [2, () => broken({ Condition: { stringequals: { 's3:prefix': 'home/' } } })],
    [1, () => broken({ Condition: 'none' })],
  ])();
  return { ...policy, document: changed };
}
