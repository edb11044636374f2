import { z } from 'zod';
import { text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** An event bus of EventBridge. */
export const eventsEventBus = resourceType({
  type: 'AWS::Events::EventBus',
  service: 'events',
  policy: true,
  fields: z.looseObject({
    kmsKeyIdentifier: text.nullable().optional(),
    description: text.nullable().optional(),
  }),
  deciding: [],
});
