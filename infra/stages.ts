import { isTimeZone } from '../shared/contract/night-calendar.ts';

/** What differs from stage to stage, and nothing else. Stages live in AWS accounts of their own. */
export interface StageConfig {
  readonly stage: StageName;
  /** AWS account of the stage. */
  readonly account: string;
  readonly region: string;
  /** IANA time zone in which the operator's day is counted. */
  readonly zone: string;
  /** Most account runs that may be open over all sweeps. */
  readonly openRuns: number;
  readonly logDays: LogDays;
}

export const STAGE_NAMES = ['development', 'staging', 'production'] as const;
export type StageName = (typeof STAGE_NAMES)[number];

/** Retentions that CloudWatch Logs takes and we use. */
export const LOG_DAYS = [7, 30, 90, 365] as const;
export type LogDays = (typeof LOG_DAYS)[number];

/** The stages, as the repository configures them. */
export const STAGES: Readonly<Record<StageName, unknown>> = {
  development: {
    stage: 'development',
    account: '999999999999',
    region: 'us-east-1',
    zone: 'Etc/UTC',
    openRuns: 20,
    logDays: 7,
  },
  staging: {
    stage: 'staging',
    account: '310000000002',
    region: 'us-east-1',
    zone: 'Etc/UTC',
    openRuns: 50,
    logDays: 30,
  },
  production: {
    stage: 'production',
    account: '310000000003',
    region: 'us-east-1',
    zone: 'Etc/UTC',
    openRuns: 200,
    logDays: 90,
  },
};

/** A wrong configuration: one line with the field's name, what was expected and what was found. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** The configuration of a stage by its name. Throws `ConfigError`. */
export function stageConfig(stage: string): StageConfig {
  if (!isStageName(stage)) throw wrong('stage', `one of ${STAGE_NAMES.join(', ')}`, stage);
  return readStageConfig(STAGES[stage]);
}

/** Checks a configuration field by field; a field that is not known is refused like one that is wrong. */
export function readStageConfig(value: unknown): StageConfig {
  if (value === null || typeof value !== 'object') throw wrong('config', 'an object', value);
  const fields = new Map<string, unknown>(Object.entries(value));
  for (const name of fields.keys()) {
    if (!FIELDS.includes(name)) throw wrong(name, `one of the fields ${FIELDS.join(', ')}`, name);
  }
  const stage = fields.get('stage');
  if (!isStageName(stage)) throw wrong('stage', `one of ${STAGE_NAMES.join(', ')}`, stage);
  const account = text(fields, 'account', 'twelve digits', (found) => /^\d{12}$/.test(found));
  const region = text(fields, 'region', 'a region such as us-east-1', (found) => /^[a-z]{2}(-[a-z]+)+-\d$/.test(found));
  const zone = text(fields, 'zone', 'an IANA time zone', isTimeZone);
  const openRuns = fields.get('openRuns');
  if (typeof openRuns !== 'number' || !Number.isInteger(openRuns) || openRuns < 1 || openRuns > 10_000) {
    throw wrong('openRuns', 'a whole number from 1 to 10000', openRuns);
  }
  const logDays = LOG_DAYS.find((days) => days === fields.get('logDays'));
  if (logDays === undefined) throw wrong('logDays', `one of ${LOG_DAYS.join(', ')}`, fields.get('logDays'));
  return { stage, account, region, zone, openRuns, logDays };
}

const FIELDS: readonly string[] = ['stage', 'account', 'region', 'zone', 'openRuns', 'logDays'];

function isStageName(value: unknown): value is StageName {
  return STAGE_NAMES.some((name) => name === value);
}

function text(
  fields: ReadonlyMap<string, unknown>,
  name: string,
  expected: string,
  fits: (found: string) => boolean,
): string {
  const found = fields.get(name);
  if (typeof found !== 'string' || !fits(found)) throw wrong(name, expected, found);
  return found;
}

function wrong(field: string, expected: string, found: unknown): ConfigError {
  return new ConfigError(`config: field \`${field}\`: expected ${expected}, found \`${String(found)}\``);
}
