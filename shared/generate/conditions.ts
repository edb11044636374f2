import { type ConditionText, variable } from './document.ts';
import type { Random } from './random.ts';
import { NETWORKS, TEAMS } from './words.ts';

/**
 * Where statements get their conditions. An ordinary account repeats a few dozen; in a hard one every draw has values
 * of its own, so that no two statements share an atom (operator, key and value).
 */
export class Conditions {
  readonly #random: Random;
  readonly #unique: boolean;
  #serial = 0;

  constructor(random: Random, unique: boolean) {
    this.#random = random;
    this.#unique = unique;
  }

  /** Of who asks, from where, when and how: fits every action. */
  caller(): ConditionText {
    const at = ++this.#serial;
    return this.#unique ? this.#random.pick(UNIQUE)(at, this.#random) : this.#random.pick(COMMON);
  }

  /** Of what the service's own keys say; falls back on the caller's. */
  on(service: string): ConditionText {
    const own = BY_SERVICE[service];
    if (own === undefined || this.#random.chance(0.5)) return this.caller();
    const at = ++this.#serial;
    return this.#random.pick(own)(this.#unique ? `n${at}` : this.#random.pick(TEAMS.slice(0, 4)));
  }

  /** Whom a deny of a resource's policy hits: those who do not meet what the resource asks for. */
  unmet(): ConditionText {
    const at = ++this.#serial;
    if (!this.#unique) return this.#random.pick(UNMET);
    return this.#random.pick(UNIQUE_UNMET)(at);
  }
}

const COMMON: readonly ConditionText[] = [
  { IpAddress: { 'aws:SourceIp': [NETWORKS[3], NETWORKS[5]] } },
  { IpAddress: { 'aws:SourceIp': NETWORKS[0] }, NotIpAddress: { 'aws:SourceIp': NETWORKS[2] } },
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } },
  { StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } },
  { StringEquals: { 'aws:ResourceTag/team': variable('aws:PrincipalTag/team') } },
  { StringEqualsIfExists: { 'aws:ResourceTag/environment': ['dev', 'staging'] } },
  { Bool: { 'aws:SecureTransport': 'true' } },
  { DateLessThan: { 'aws:CurrentTime': '2027-06-30T22:00:00Z' } },
  { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['cloudformation.amazonaws.com'] } },
  { StringNotEquals: { 'aws:ResourceTag/confidentiality': 'restricted' } },
  { StringLike: { 'aws:PrincipalTag/costCenter': ['41*', '42??'] } },
];

type Draw = (at: number, random: Random) => ConditionText;

/** Values that come from the number of the draw, so that none comes twice. */
const UNIQUE: readonly Draw[] = [
  (at, random) => ({ IpAddress: { 'aws:SourceIp': [subnet(at), NETWORKS[random.below(2)] ?? NETWORKS[0]] } }),
  (at) => ({ IpAddress: { 'aws:SourceIp': around(at) }, NotIpAddress: { 'aws:SourceIp': subnet(at) } }),
  (at) => ({ StringEquals: { 'aws:SourceVpce': `vpce-${hex(at, 17)}` } }),
  (at) => ({ StringLike: { 'aws:SourceVpc': [`vpc-${hex(at, 8)}*`] } }),
  (at) => ({ DateLessThan: { 'aws:CurrentTime': date(at) } }),
  (at) => ({ DateGreaterThan: { 'aws:TokenIssueTime': date(at) }, Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
  (at) => ({ NumericLessThan: { 'aws:MultiFactorAuthAge': String(600 + at) } }),
  (at) => ({ StringLike: { 'aws:UserAgent': `*release-${at}*` } }),
  (at) => ({ StringEquals: { 'aws:SourceIdentity': [`person-${at}`, `person-${at}-backup`] } }),
  (at) => ({ 'ForAllValues:StringEquals': { 'aws:TagKeys': [`key-${at}`, 'team'] } }),
  (at) => ({ 'ForAnyValue:StringLike': { 'aws:CalledVia': [`svc${at}*.amazonaws.com`, 'athena.amazonaws.com'] } }),
  (at) => ({ StringNotEqualsIfExists: { 'aws:RequestTag/project': `frozen-${at}` } }),
  (at) => ({ ArnLike: { 'aws:PrincipalArn': [`arn:aws:iam::*:role/*`, `arn:aws:iam::*:user/only-${at}`] } }),
  (at) => ({ Null: { [`aws:RequestTag/note-${at}`]: 'true' } }),
];

const S3: readonly ((word: string) => ConditionText)[] = [
  (word) => ({ StringLike: { 's3:prefix': [`${word}/*`, `home/${variable('aws:username')}/*`] } }),
  (word) => ({ StringEquals: { 's3:ExistingObjectTag/team': word } }),
  (word) => ({ NumericLessThanEquals: { 's3:max-keys': String(word.length * 50) }, StringLike: { 's3:prefix': word } }),
  () => ({ NumericGreaterThanEquals: { 's3:TlsVersion': '1.2' } }),
];

const BY_SERVICE: Readonly<Record<string, readonly ((word: string) => ConditionText)[]>> = {
  s3: S3,
  dynamodb: [
    (word) => ({ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [word, variable('aws:PrincipalTag/team')] } }),
    (word) => ({ 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['id', word] } }),
    (word) => ({ StringEqualsIfExists: { 'dynamodb:Select': ['SPECIFIC_ATTRIBUTES', word] } }),
  ],
  kms: [
    () => ({ StringLike: { 'kms:ViaService': ['s3.*.amazonaws.com', 'dynamodb.*.amazonaws.com'] } }),
    (word) => ({ StringEquals: { 'kms:EncryptionContext:team': word } }),
    (word) => ({ 'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': [word, 'team'] } }),
  ],
  secretsmanager: [
    (word) => ({ StringEquals: { 'secretsmanager:VersionStage': ['AWSCURRENT', word] } }),
    (word) => ({ StringEqualsIgnoreCase: { 'secretsmanager:ResourceTag/team': word } }),
  ],
  lambda: [(word) => ({ StringLike: { 'lambda:FunctionUrlAuthType': ['AWS_IAM', word] } })],
  sns: [(word) => ({ StringLike: { 'sns:Endpoint': `https://${word}.example.com/*` } })],
  ec2: [
    (word) => ({ StringEquals: { 'ec2:ResourceTag/team': word } }),
    (word) => ({ ArnEquals: { 'ec2:Vpc': `arn:aws:ec2:eu-west-1:*:vpc/vpc-${word}` } }),
  ],
};

/** Each holds where the deny applies: without TLS, from elsewhere, by another organization. */
const UNMET: readonly ConditionText[] = [
  { Bool: { 'aws:SecureTransport': 'false' } },
  { Bool: { 'aws:SecureTransport': 'false' } },
  { Bool: { 'aws:SecureTransport': 'false' } },
  { NumericLessThan: { 's3:TlsVersion': '1.2' } },
  {
    StringNotEqualsIfExists: { 'aws:SourceVpce': ['vpce-0a1b2c3d4e5f60718', 'vpce-0a1b2c3d4e5f60719'] },
    BoolIfExists: { 'aws:ViaAWSService': 'false', 'aws:PrincipalIsAWSService': 'false' },
  },
  {
    NotIpAddressIfExists: { 'aws:SourceIp': [NETWORKS[0], NETWORKS[3]] },
    BoolIfExists: { 'aws:ViaAWSService': 'false' },
  },
  { DateGreaterThan: { 'aws:CurrentTime': '2031-01-01T00:00:00Z' } },
];

const UNIQUE_UNMET: readonly ((at: number) => ConditionText)[] = [
  (at) => ({
    StringNotEqualsIfExists: { 'aws:SourceVpce': `vpce-${hex(at, 17)}` },
    Bool: { 'aws:ViaAWSService': 'false' },
  }),
  (at) => ({ NotIpAddressIfExists: { 'aws:SourceIp': [around(at), NETWORKS[3]] } }),
  (at) => ({ DateGreaterThan: { 'aws:CurrentTime': date(at) } }),
  (at) => ({ NumericGreaterThan: { 'aws:MultiFactorAuthAge': String(7200 + at) } }),
  (at) => ({ StringLike: { 'aws:UserAgent': `*scraper-${at}*` } }),
  (at) => ({ StringEquals: { 'aws:RequestTag/hold': `case-${at}` } }),
];

/** 65,536 networks of 256 addresses, each inside the one that `around` gives for the same number. */
function subnet(at: number): string {
  return `10.${(at >> 8) & 255}.${at & 255}.0/24`;
}

function around(at: number): string {
  return `10.${(at >> 8) & 255}.${at & 240}.0/20`;
}

function hex(at: number, length: number): string {
  return (at * 2_654_435_761).toString(16).padStart(length, '0').slice(-length);
}

/** A moment of 2028 or later, one minute apart. */
function date(at: number): string {
  return new Date(Date.UTC(2028, 0, 1, 0, at)).toISOString().replace('.000', '');
}
