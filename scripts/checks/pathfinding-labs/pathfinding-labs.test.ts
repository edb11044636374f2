import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { administrators } from '../../../shared/access/administrators.ts';
import type { Account } from '../../../shared/account/model.ts';
import { findingsOf } from '../../../shared/findings/findings-of.ts';
import { casesFolder } from '../cases.ts';
import { Judge } from './testing/judge-label.ts';
import { readLabels } from './testing/labels.ts';
import { pathfindingLabs, VARIANTS } from './testing/snapshots.ts';

const cases = casesFolder();
const folder = join(cases ?? '', 'pathfinding-labs');
const absent = cases === null ? ' (pass by: the case library is not present)' : '';

/** Labels with a step that is no AWS permission of the snapshots: which step that is. */
const NO_PERMISSION: Readonly<Record<string, string>> = {
  'attack-simulation/sysdig-8-minutes-to-admin': 'keys of another user are read from the content of an object',
  'cross-account/dev-to-prod/multi-hop/lambda-invoke-update': 'the starting user is not in the snapshots',
  'cross-account/dev-to-prod/multi-hop/passrole-lambda-admin': 'the starting user is not in the snapshots',
  'cross-account/ops-to-prod/one-hop/github-oidc-cross-account-pivot':
    'it begins with a token of GitHub, not with a principal of the snapshots',
  'cross-account/ops-to-prod/one-hop/simple-role-assumption': 'the starting user is not in the snapshots',
  'ctf/ai-chatbot-lambda-pivot': 'a chatbot is talked into running commands',
  'ctf/ai-chatbot-to-admin': 'a chatbot is talked into running commands',
  'single-account/cspm-misconfig/cspm-ec2-001-instance-with-privileged-role': 'it names no principals and no path',
  'single-account/cspm-toxic-combo/public-lambda-with-admin': 'its function and its role are not in the snapshots',
  'single-account/privesc-multi-hop/to-admin/multiple-paths-combined': 'the starting user is not in the snapshots',
  'single-account/privesc-one-hop/to-admin/apprunner-002-apprunner-updateservice':
    'the service’s name and role were not written down',
  'single-account/privesc-one-hop/to-admin/ec2-005-ec2-createlaunchtemplateversion+ec2-modifylaunchtemplate':
    'the role of the launch template was not written down',
  'tool-testing/exclusive-resource-policy': 'the starting user is not in the snapshots',
};

/** Labels that list principals to be told apart, and no path through them; each has a test of its own below. */
const NO_PATH = [
  'tool-testing/test-effective-permissions-evaluation',
  'tool-testing/test-reverse-blast-radius-direct-and-indirect-through-admin',
];

describe.skipIf(cases === null)(`the escalation labs of pathfinding.cloud${absent}`, () => {
  const labels = readLabels(folder);
  const readings = new Map<number, Judge>();
  const judge = (variant: number): Judge => {
    const known = readings.get(variant) ?? new Judge(accountsOf(variant));
    readings.set(variant, known);
    return known;
  };
  /** In some reading of the ids that stand for several things; what is missing in the last one otherwise. */
  const missing = (label: (typeof labels)[number]): string | null => {
    let words: string | null = null;
    for (let variant = 0; variant < VARIANTS; variant++) {
      words = judge(variant).missing(label);
      if (words === null) return null;
    }
    return words;
  };

  test('every label all of whose steps are permissions of the snapshots is found, by a path that is no longer (J07)', () => {
    const wanted = labels.filter(({ name }) => NO_PERMISSION[name] === undefined && !NO_PATH.includes(name));
    expect(wanted.length).toBeGreaterThan(40);
    expect(wanted.flatMap((label) => missing(label)?.replace(/^/, `${label.name}: `) ?? [])).toEqual([]);
  });

  test('what is found stands in findings.jsonl: who starts there, and the path', () => {
    const accounts = accountsOf(0);
    const subject = accounts[0].accountId;
    const findings = findingsOf({ accounts, subject, analysisTime: '2026-01-01T00:00:00Z' });
    const toAdmin = labels.filter(({ name, target }) => target === 'to-admin' && NO_PERMISSION[name] === undefined);
    const told = new Map(findings.map((one) => [one.id, one]));
    const untold = toAdmin.filter(
      (label) =>
        judge(0).missing(label) === null &&
        (told.get(`can-become-administrator:${label.through[0]}`)?.path?.length ?? Infinity) > label.steps,
    );
    expect(untold.map(({ name }) => name)).toEqual([]);
  });

  test('the others are not found, each for a step that is no permission', () => {
    const names = labels.map(({ name }) => name);
    expect(Object.keys(NO_PERMISSION).filter((name) => !names.includes(name))).toEqual([]);
    const found = labels.filter(
      ({ name }) => NO_PERMISSION[name] !== undefined && judge(0).missing(labelOf(name)) === null,
    );
    expect(found.map(({ name }) => name)).toEqual([]);
  });

  test('an administrator is claimed where the labs say so, and nowhere that a deny or a boundary prevents it (B08, A02)', () => {
    const claimed = administrators(accountsOf(0));
    const named = labels.flatMap(({ through }) => through).filter((text) => /-(isAdmin|notAdmin)-/.test(text));
    expect(named.length).toBeGreaterThan(30);
    const wrong = named.filter((arn) => claimed.has(arn) !== arn.includes('-isAdmin-'));
    expect(wrong).toEqual([]);
  });

  test('of two users who read a bucket, the one that must assume an administrator first is found by that path', () => {
    const { through } = labelOf('tool-testing/test-reverse-blast-radius-direct-and-indirect-through-admin');
    const [direct = '', byRole = '', ...rest] = through;
    const path = { name: '', target: 'to-admin', through: [byRole, ...rest.slice(0, 1)], steps: 1 } as const;
    expect(judge(0).missing(path)).toBeNull();
    expect(judge(0).missing({ ...path, target: 'to-bucket', through: [direct, ...rest.slice(1)] })).toBeNull();
  });

  function labelOf(name: string) {
    const label = labels.find((one) => one.name === name);
    if (label === undefined) throw new Error(`expected the label \`${name}\``);
    return label;
  }
});

function accountsOf(variant: number): readonly [Account, ...Account[]] {
  const [first, ...others] = pathfindingLabs(folder, variant);
  if (first === undefined) throw new Error('expected three accounts');
  return [first, ...others];
}
