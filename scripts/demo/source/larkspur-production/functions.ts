import type { ResourceSource } from '../../authoring/account-source.ts';
import { grant, policy } from '../../authoring/policy.ts';
import { resourcesOf } from '../../authoring/resources.ts';
import { LONDON, PRODUCTION } from '../names.ts';
import { bucketNamed, functionNamed, roleNamed, tagsOf } from './names.ts';

const make = resourcesOf(PRODUCTION, LONDON);
const S3 = { Service: 's3.amazonaws.com' };

export const FUNCTIONS: readonly ResourceSource[] = [
  make.lambda('checkout', roleNamed('checkout-service'), {
    tags: tagsOf('alice.marsh', 'checkout'),
    policy: policy(
      grant('Gateway', { Service: 'apigateway.amazonaws.com' }, 'lambda:InvokeFunction', functionNamed('checkout'), {
        ArnLike: { 'aws:SourceArn': `arn:aws:execute-api:${LONDON}:${PRODUCTION}:a1b2c3d4e5/*/POST/checkout` },
      }),
    ),
  }),
  make.lambda('order-router', roleNamed('order-router'), { tags: tagsOf('alice.marsh', 'checkout') }),
  make.lambda('cover-resizer', roleNamed('cover-resizer'), {
    tags: tagsOf('alice.marsh', 'checkout'),
    // Any bucket of anyone (rules F26, J02).
    policy: policy(grant('AnyBucket', S3, 'lambda:InvokeFunction', functionNamed('cover-resizer'))),
  }),
  make.lambda('invoice-mailer', roleNamed('invoice-mailer'), {
    tags: tagsOf('carol.reed', 'finance'),
    policy: policy(
      grant('Invoices', S3, 'lambda:InvokeFunction', functionNamed('invoice-mailer'), {
        StringEquals: { 'aws:SourceAccount': PRODUCTION },
        ArnLike: { 'aws:SourceArn': bucketNamed('invoices') },
      }),
    ),
  }),
  make.lambda('nightly-maintenance', roleNamed('maintenance-lambda'), { tags: tagsOf('oscar.reeve', 'platform') }),
  make.lambda('storefront-render', roleNamed('storefront-render'), { tags: tagsOf('alice.marsh', 'checkout') }),
  make.lambda('search-indexer', roleNamed('search-indexer'), { tags: tagsOf('priya.nair', 'checkout') }),
  make.lambda('email-sender', roleNamed('email-sender'), { tags: tagsOf('alice.marsh', 'checkout') }),
  make.lambda('webhook-receiver', roleNamed('webhook-receiver'), {
    tags: tagsOf('bob.finch', 'fulfilment'),
    details: {
      functionUrlConfigs: [
        {
          functionUrl: `https://q3zv7l2m5n8p4r6t.lambda-url.${LONDON}.on.aws/`,
          functionArn: functionNamed('webhook-receiver'),
          authType: 'NONE',
          invokeMode: 'BUFFERED',
        },
      ],
    },
    // A public URL, as Lambda writes it since October 2025 (rule K02).
    policy: policy(
      grant('FunctionURLAllowPublicAccess', '*', 'lambda:InvokeFunctionUrl', functionNamed('webhook-receiver'), {
        StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' },
      }),
      grant('FunctionURLInvokeAllowPublicAccess', '*', 'lambda:InvokeFunction', functionNamed('webhook-receiver'), {
        Bool: { 'lambda:InvokedViaFunctionUrl': 'true' },
      }),
    ),
  }),
];
