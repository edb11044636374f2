import { z } from 'zod';
import { flag, text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** A REST API of API Gateway (rule K06). */
export const apiGatewayRestApi = resourceType({
  type: 'AWS::ApiGateway::RestApi',
  service: 'apigateway',
  policy: true,
  fields: z.looseObject({
    id: text.optional(),
    endpointConfiguration: z
      .looseObject({ types: z.array(text) })
      .nullable()
      .optional(),
    disableExecuteApiEndpoint: flag.optional(),
  }),
  deciding: ['endpointConfiguration'],
});
