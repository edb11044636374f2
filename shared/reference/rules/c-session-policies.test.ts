import { expect, test } from 'vitest';
import { answer, ENGINES } from '../../authorization/testing/engines.ts';
import {
  APP,
  allow,
  check,
  FULL,
  grant,
  MARTHA,
  OTHER,
  questionOf,
  SESSION,
} from '../../authorization/testing/rule.ts';

const elsewhere = [allow('ec2:*')];
const guest = 'arn:aws:sts::111111111111:federated-user/guest';

check('C: session policies', [
  {
    title: 'C01 identity and session policy must both allow',
    as: SESSION,
    identity: [FULL],
    session: elsewhere,
    expected: 'implicit-deny',
  },
  {
    title: 'C01 identity, session policy and boundary',
    as: SESSION,
    identity: [FULL],
    session: [FULL],
    boundary: elsewhere,
    expected: 'implicit-deny',
  },
  { title: 'C01 both allow', as: SESSION, identity: [FULL], session: [allow('s3:GetObject')], expected: 'allowed' },
  {
    title: 'C02 session ∩ resource policy naming the role',
    as: SESSION,
    policy: [grant({ AWS: APP })],
    session: [FULL],
    expected: 'allowed',
  },
  {
    title: 'C02 resource policy naming the role, session policy silent',
    as: SESSION,
    policy: [grant({ AWS: APP })],
    session: elsewhere,
    identity: [FULL],
    expected: 'implicit-deny',
  },
  {
    title: 'C03 a resource policy naming the session is added in full',
    as: SESSION,
    policy: [grant({ AWS: SESSION })],
    session: elsewhere,
    expected: 'allowed',
  },
  {
    title: 'C03 across accounts both sides must allow',
    as: SESSION,
    owner: OTHER,
    policy: [grant({ AWS: SESSION })],
    identity: [FULL],
    session: elsewhere,
    expected: 'implicit-deny',
  },
  {
    title: 'C05 a federated session without session policy has no permissions',
    as: guest,
    identity: [FULL],
    expected: 'implicit-deny',
  },
  {
    title: 'C05 but those of resource policies naming it',
    as: guest,
    policy: [grant({ AWS: guest })],
    expected: 'allowed',
  },
  {
    title: 'C05 with session policy it has what the user and it allow',
    as: guest,
    identity: [FULL],
    session: [FULL],
    expected: 'allowed',
  },
  { title: 'C06 a session policy adds nothing', as: SESSION, session: [FULL], expected: 'implicit-deny' },
  { title: 'C06 not even to a user', as: MARTHA, session: [FULL], identity: elsewhere, expected: 'implicit-deny' },
]);

test.each(ENGINES)('C04 several session policies are one set, for %s', (_name, engine) => {
  const question = questionOf({ title: '', as: SESSION, identity: [FULL], session: elsewhere, expected: 'allowed' });
  const reading = { name: 'reading', document: { Version: '2012-10-17', Statement: [allow('s3:Get*')] } };
  const sessionPolicies = [...(question.world.sessionPolicies ?? []), reading];
  expect(answer(engine, { ...question, world: { ...question.world, sessionPolicies } }).decision).toBe('allowed');
});
