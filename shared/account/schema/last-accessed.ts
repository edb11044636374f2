import { z } from 'zod';
import { arn, text, time } from './scalars.ts';

/**
 * One line of `last-accessed.jsonl`: a principal and what it used, as IAM's GetServiceLastAccessedDetails names it
 * (rule L04). A service with `lastAuthenticated: null` was not used in the tracking period.
 */
export const lastAccessedSchema = z.looseObject({
  arn,
  servicesLastAccessed: z.array(
    z.looseObject({
      serviceNamespace: text,
      lastAuthenticated: time.nullable().optional(),
      trackedActionsLastAccessed: z
        .array(z.looseObject({ actionName: text, lastAccessedTime: time.nullable().optional() }))
        .nullable()
        .optional(),
    }),
    { error: 'a list of services' },
  ),
});
