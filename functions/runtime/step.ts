import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import type { z } from 'zod';
import { ERRORS } from '../../shared/contract/errors.ts';
import { METRICS, type MetricName } from '../../shared/contract/metrics.ts';
import { StepError } from '../ports/step-error.ts';
import { failureOf } from './failure-of.ts';
import { toStepError } from './to-step-error.ts';

/** Counts something; no dimension names a customer. */
export type Count = (metric: MetricName, value: number) => void;

/** What a handler file declares: its two schemas and the plain function behind them. */
export interface Step<Event, Result> {
  readonly event: z.ZodType<Event>;
  readonly result: z.ZodType<Result>;
  run(event: Event, signals: Signals): Promise<Result>;
}

/** How a handler tells what it sees; the plain functions behind it tell nothing. */
export interface Signals {
  readonly count: Count;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/** The chain of every handler: logger, metrics, validation of event and result, errors by their set names. */
export function step<Event, Result>(declared: Step<Event, Result>) {
  const logger = new Logger();
  const metrics = new Metrics({ namespace: METRICS.namespace });
  const count: Count = (metric, value) => metrics.addMetric(metric, 'Count', value);
  return middy()
    .use(injectLambdaContext(logger, { clearState: true }))
    .use(published(metrics))
    .use(namedErrors(logger))
    .handler(async (received: unknown): Promise<Result> => {
      const event = parse(declared.event, received);
      logger.appendKeys(idsOf(event));
      return declared.result.parse(await declared.run(event, { count, logger }));
    });
}

function parse<T>(schema: z.ZodType<T>, received: unknown): T {
  const parsed = schema.safeParse(received);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  const where = `/${first?.path.map(String).join('/') ?? ''}`;
  throw new StepError(ERRORS.invalidEvent, `event: ${first?.message ?? 'does not fit'} at \`${where}\``);
}

/** Logs what was thrown with its cause, and throws it on under a name of the contract. */
function namedErrors(logger: Logger) {
  return {
    onError: async (request: { error: Error | null }) => {
      const error = toStepError(request.error);
      logger.error(error.message, { failure: failureOf(error) });
      request.error = error;
    },
  };
}

/** Writes what was counted, where something was. */
function published(metrics: Metrics) {
  const publish = async () => {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  };
  return { after: publish, onError: publish };
}

/** Ids for every log line of the invocation. */
function idsOf(event: unknown): Record<string, unknown> {
  if (event === null || typeof event !== 'object' || !('run' in event)) return {};
  const { run } = event;
  return run !== null && typeof run === 'object' ? { ...run, versions: undefined } : {};
}
