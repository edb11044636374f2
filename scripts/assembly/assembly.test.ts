import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { stageConfig } from '../../infra/stages.ts';
import { readDeployment } from '../night/deployment.ts';
import { assemblyOf } from './assembly.ts';
import { Resolver } from './resolve.ts';
import { summaryOf } from './summary.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const root = mkdtempSync(join(tmpdir(), 'assembly-test-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A busy machine takes its time over a whole synthesis. */
const MINUTES = 300_000;

const synth = (...args: string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'scripts/synth.ts'), ...args], { encoding: 'utf8', cwd: ROOT });
const assets = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.startsWith('asset.'))
    .sort();

test(
  'synth writes the stage’s templates, and the local night runs the same bytes',
  async () => {
    const out = join(root, 'cdk.out');
    const { status, stdout, stderr } = synth('--stage', 'development', '--out', out);
    expect([status, stderr]).toEqual([0, '']);
    const { resources, functions, machines } = summaryOf(out);
    expect(resources).toBeGreaterThanOrEqual(60);
    expect(stdout).toBe(
      `stage development: ${resources} resources, ${functions} functions, ${machines} state machines in ${out}\n`,
    );
    const { folder } = await assemblyOf(stageConfig('development'));
    expect(assets(folder)).toEqual(assets(out));
    expect(readFileSync(join(folder, 'Nightjar.template.json'), 'utf8')).toBe(
      readFileSync(join(out, 'Nightjar.template.json'), 'utf8'),
    );
  },
  MINUTES,
);

test.each([
  [['--stage', 'live'], /^config: field `stage`: expected one of development, staging, production, found `live`\n$/],
  [['--colour'], /--colour/],
  [
    ['--config', join(root, 'zone.json')],
    /^config: field `zone`: expected an IANA time zone, found `Mars\/Olympus`\n$/,
  ],
  [['--config', join(root, 'nothing.json')], /nothing\.json: expected JSON, found /],
])('synth %j ends with one line and exit 2', (args, line) => {
  const config = { ...stageConfig('development'), zone: 'Mars/Olympus' };
  writeFileSync(join(root, 'zone.json'), JSON.stringify(config));
  const { status, stderr } = synth(...args);
  expect(status).toBe(2);
  expect(stderr).toMatch(line);
});

test(
  'a deployment is what the template says: every function has its bundle, every placeholder an ARN',
  async () => {
    const { folder } = await assemblyOf(stageConfig('development'));
    const deployment = readDeployment(folder);
    for (const [name, { bundleFolder, environment }] of Object.entries(deployment.functions)) {
      expect(readdirSync(bundleFolder), name).toContain('index.mjs');
      for (const [variable, value] of Object.entries(environment))
        expect(value, `${name} ${variable}`).not.toMatch(/^$|\[object|undefined/);
    }
    for (const { substitutions } of Object.values(deployment.machines)) {
      for (const [placeholder, value] of Object.entries(substitutions ?? {})) {
        if (placeholder.endsWith('Arn')) expect(value).toMatch(/^arn:aws:(lambda|states):/);
      }
    }
    expect(deployment.schedules).toHaveLength(2);
    expect(deployment.rules).toHaveLength(1);
  },
  MINUTES,
);

test('what is not resolved here is an error, never an empty text', () => {
  const assembly = {
    folder: '',
    environment: '',
    resources: new Map([['Topic', { Type: 'AWS::SNS::Topic', Properties: {}, Metadata: {} }]]),
  };
  const resolver = new Resolver(assembly, { account: '999999999999', region: 'us-east-1' });
  expect(resolver.resolve({ 'Fn::Join': ['-', [{ Ref: 'AWS::Region' }, 'x', { Ref: 'AWS::AccountId' }]] })).toBe(
    'us-east-1-x-999999999999',
  );
  expect(() => resolver.resolve({ Ref: 'Nobody' })).toThrow(/expected a resource `Nobody`/);
  expect(() => resolver.resolve({ 'Fn::GetAtt': ['Topic', 'Arn'] })).toThrow(/`AWS::SNS::Topic` has no ARN here/);
  expect(() => resolver.resolve({ 'Fn::ImportValue': 'x' })).toThrow(/`Fn::ImportValue` is not resolved here/);
});
