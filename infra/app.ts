import { App } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { NightjarStack } from './nightjar-stack.ts';
import type { StageConfig } from './stages.ts';

/** Name of the stack in every stage's account. */
export const STACK_NAME = 'Nightjar';

export interface AppProps {
  readonly config: StageConfig;
  readonly bundleFolder: string;
  readonly functionNames: readonly string[];
  readonly outdir: string;
}

/** The whole app; `synth()` on it needs no network and looks nothing up. */
export function nightjarApp(props: AppProps): App {
  const app = new App({
    outdir: props.outdir,
    analyticsReporting: false,
    treeMetadata: false,
    context: CONTEXT,
  });
  new NightjarStack(app, STACK_NAME, props);
  return app;
}

export function synthesize(props: AppProps): CloudAssembly {
  return nightjarApp(props).synth();
}

/** Behaviours of the library that we ask for; context values live here and nowhere else. */
const CONTEXT: Readonly<Record<string, unknown>> = {
  'aws:cdk:enable-path-metadata': false,
  'aws:cdk:enable-asset-metadata': true,
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  '@aws-cdk/aws-lambda:recognizeLayerVersion': true,
  '@aws-cdk/aws-lambda:recognizeVersionProps': true,
  '@aws-cdk/aws-iam:minimizePolicies': false,
  '@aws-cdk/core:checkSecretUsage': true,
};
