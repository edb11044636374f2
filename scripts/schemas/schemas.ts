import { z } from 'zod';
import { RESOURCE_TYPES } from '../../shared/account/resources/index.ts';
import { accountSchema } from '../../shared/account/schema/account.ts';
import { authorizationDetailsSchema } from '../../shared/account/schema/authorization-details.ts';
import { credentialReportSchema } from '../../shared/account/schema/credential-report.ts';
import { estateSchema } from '../../shared/account/schema/estate.ts';
import { identityCenterSchema } from '../../shared/account/schema/identity-center.ts';
import { lastAccessedSchema } from '../../shared/account/schema/last-accessed.ts';
import { noOrganizationSchema, organizationSchema } from '../../shared/account/schema/organization.ts';
import { resourceLineSchema } from '../../shared/account/schema/resource.ts';
import { decideAnswerSchema, decideQuestionSchema } from '../../shared/contract/published/decide.ts';
import {
  accessLineSchema,
  findingSchema,
  manifestSchema,
  principalRowSchema,
  resourceRowSchema,
  statementRowSchema,
} from '../../shared/contract/published/run.ts';

/** A published JSON Schema: what a file, or each of its lines, looks like. */
interface PublishedSchema {
  /** File name in docs/schema, without `.schema.json`. */
  readonly name: string;
  readonly title: string;
  readonly schema: z.ZodType;
}

/** A line of resources.jsonl: one alternative per type; a type without a schema has the base fields alone. */
const resourceSchema = z.union([
  ...RESOURCE_TYPES.map(({ type, fields }) =>
    z.looseObject({ ...resourceLineSchema.shape, type: z.literal(type), ...fields.shape }),
  ),
  resourceLineSchema,
]);

const PUBLISHED: readonly PublishedSchema[] = [
  { name: 'account', title: 'account.json of a snapshot', schema: accountSchema },
  {
    name: 'authorization-details',
    title: 'authorization-details.json of a snapshot, or one page of AWS’s output',
    schema: authorizationDetailsSchema,
  },
  {
    name: 'organization',
    title: 'organization.json of a snapshot',
    schema: z.union([organizationSchema, noOrganizationSchema]),
  },
  { name: 'resource', title: 'one line of resources.jsonl of a snapshot', schema: resourceSchema },
  { name: 'credential-report', title: 'credential-report.json of a snapshot', schema: credentialReportSchema },
  { name: 'last-accessed', title: 'one line of last-accessed.jsonl of a snapshot', schema: lastAccessedSchema },
  { name: 'identity-center', title: 'identity-center.json of a snapshot', schema: identityCenterSchema },
  { name: 'estate', title: 'estate.json', schema: estateSchema },
  { name: 'run-manifest', title: 'manifest.json of a run', schema: manifestSchema },
  { name: 'run-principal', title: 'one line of principals.jsonl of a run', schema: principalRowSchema },
  { name: 'run-resource', title: 'one line of resources.jsonl of a run', schema: resourceRowSchema },
  { name: 'run-statement', title: 'one line of statements.jsonl of a run', schema: statementRowSchema },
  { name: 'run-access', title: 'one self-contained access line of a run', schema: accessLineSchema },
  { name: 'run-finding', title: 'one line of findings.jsonl of a run', schema: findingSchema },
  { name: 'decide-question', title: 'one line into nightjar decide', schema: decideQuestionSchema },
  { name: 'decide-answer', title: 'one line out of nightjar decide', schema: decideAnswerSchema },
];

/** Every published schema: file name → text. */
export function schemaFiles(): ReadonlyMap<string, string> {
  return new Map(
    PUBLISHED.map(({ name, title, schema }) => {
      const json = { title, ...z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' }) };
      return [`${name}.schema.json`, `${JSON.stringify(json, null, 2)}\n`];
    }),
  );
}
