import type { GroupSource, KeySource, Night, UserSource } from '../../authoring/account-source.ts';
import * as aws from '../../authoring/aws-managed-policies.ts';
import { allow, deny, policy, variable } from '../../authoring/policy.ts';
import { LONDON } from '../names.ts';
import { objectsOf, policyNamed, tableNamed, userNamed } from './names.ts';

const person = (used: string) => ({ changed: '2026-08-03', used, mfa: true });
const machineKey = (service: string): KeySource => ({
  active: true,
  rotated: '2026-07-20',
  used: { on: '2026-11-17', region: LONDON, service },
});

export const GROUPS: readonly GroupSource[] = [
  {
    name: 'Everyone',
    created: '2021-05-04',
    attached: [aws.IAM_USER_CHANGE_PASSWORD.arn],
    inline: {
      'own-home': policy(
        allow('Home', ['s3:GetObject', 's3:PutObject'], objectsOf('staff-home', `${variable('aws:username')}/`)),
      ),
    },
  },
  { name: 'Developers', created: '2021-05-04', attached: [policyNamed('DeveloperBasics')] },
  { name: 'Finance', created: '2021-05-04', attached: [policyNamed('FinanceReaders')] },
  { name: 'Support', created: '2021-05-04', attached: [policyNamed('SupportDesk')] },
  { name: 'Analysts', created: '2022-02-14', attached: [policyNamed('AnalystSpace')] },
  { name: 'OnCall', created: '2022-02-14', attached: [policyNamed('OnCall')] },
];

export function users(night: Night): readonly UserSource[] {
  return [
    ...PEOPLE.map((one) => (one.name === 'bob.finch' ? { ...one, tags: bobsTags(night) } : one)),
    ...machines(night),
  ];
}

/** Bob moved from fulfilment to checkout on the second day: a tag, and with it a secret (rule F27). */
function bobsTags(night: Night) {
  return { team: night === '2026-11-18' ? 'fulfilment' : 'checkout' };
}

const PEOPLE: readonly UserSource[] = [
  {
    name: 'alice.marsh',
    created: '2022-06-01',
    tags: { team: 'checkout' },
    groups: ['Everyone', 'Developers', 'OnCall'],
    password: person('2026-11-17'),
  },
  { name: 'bob.finch', created: '2022-09-19', groups: ['Everyone', 'Developers'], password: person('2026-11-16') },
  {
    name: 'carol.reed',
    created: '2021-05-04',
    tags: { team: 'finance' },
    groups: ['Everyone', 'Finance'],
    password: person('2026-11-17'),
  },
  {
    name: 'kate.lark',
    created: '2025-10-01',
    tags: { team: 'finance' },
    groups: ['Everyone', 'Finance'],
    password: person('2026-11-13'),
  },
  {
    name: 'dan.ivory',
    created: '2023-03-06',
    tags: { team: 'support' },
    groups: ['Everyone', 'Support'],
    password: person('2026-11-17'),
  },
  {
    name: 'erin.holt',
    created: '2023-11-20',
    groups: ['Everyone'],
    password: person('2026-11-10'),
    inline: {
      // "She only ever attaches ReadOnlyAccess." (rule J07)
      'self-service': policy(
        allow('OwnUser', ['iam:AttachUserPolicy', 'iam:GetUser'], userNamed(variable('aws:username'))),
      ),
    },
  },
  // An intern on the first day: no group, no policy.
  { name: 'frank.otter', created: '2026-11-16', password: { changed: '2026-11-16', used: '2026-11-16', mfa: true } },
  {
    // The policy was deleted by hand; the attachment is all that is left.
    name: 'gwen.pike',
    created: '2022-01-10',
    groups: ['Everyone'],
    attached: [policyNamed('WarehousePicker')],
    password: person('2026-11-02'),
  },
  {
    name: 'ivy.stone',
    created: '2024-04-02',
    groups: ['Everyone', 'Analysts'],
    password: person('2026-11-14'),
  },
  {
    name: 'jack.plover',
    created: '2024-04-02',
    tags: { squad: 'pricing' },
    groups: ['Everyone', 'Analysts'],
    password: person('2026-11-17'),
  },
];

function machines(night: Night): readonly UserSource[] {
  return [
    {
      // Built production in 2021, and was to be deleted when Terraform moved to a role.
      name: 'terraform-2021',
      created: '2021-03-02',
      attached: [aws.ADMINISTRATOR_ACCESS.arn],
      keys: [
        {
          active: true,
          rotated: '2021-03-02',
          used: { on: '2024-06-11', region: LONDON, service: 'ec2' },
        },
        ...(night === '2026-11-19' ? [{ active: true, rotated: '2026-11-18', used: null }] : []),
      ],
    },
    {
      name: 'backup-operator',
      created: '2022-03-07',
      keys: [machineKey('s3')],
      inline: {
        // Bool, not BoolIfExists: with a long-term key the MFA key is absent and the deny does not bite (rule F22).
        'backups-with-mfa': policy(
          allow('Backups', ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], objectsOf('backups')),
          deny('DeleteOnlyWithMfa', 's3:DeleteObject', objectsOf('backups'), {
            Bool: { 'aws:MultiFactorAuthPresent': 'false' },
          }),
        ),
      },
    },
    {
      name: 'backup-curator',
      created: '2022-03-07',
      keys: [machineKey('s3')],
      inline: {
        'backups-with-mfa': policy(
          allow('Backups', ['s3:DeleteObject', 's3:GetObject'], objectsOf('backups')),
          deny('DeleteOnlyWithMfa', 's3:DeleteObject', objectsOf('backups'), {
            BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' },
          }),
        ),
      },
    },
    {
      // Its boundary allows nothing useful; the bucket policy names the user all the same (rule B01).
      name: 'cover-uploader',
      created: '2023-02-06',
      boundary: policyNamed('UploaderBoundary'),
      keys: [machineKey('s3')],
    },
    {
      name: 'fennel-sftp',
      created: '2024-01-15',
      keys: [machineKey('s3')],
      inline: {
        drop: policy(
          allow('Drop', 's3:PutObject', objectsOf('print-orders', 'in/'), {
            IpAddress: { 'aws:SourceIp': '198.51.100.0/24' },
          }),
        ),
      },
    },
    {
      name: 'stock-importer',
      created: '2023-08-21',
      keys: [machineKey('dynamodb')],
      inline: {
        stock: policy(allow('Stock', ['dynamodb:BatchWriteItem', 'dynamodb:PutItem'], tableNamed('stock'))),
      },
    },
  ];
}
