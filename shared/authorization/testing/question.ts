import { parsePolicy } from '../../policy/parse.ts';
import type { Request, ResourceFacts, S3Facts, World } from '../request.ts';

/**
 * A question with its policies as JSON: what generators make, what a corpus case holds, and what can be printed and
 * put again. `worldOf` parses it.
 */
export interface Question {
  readonly request: Request;
  readonly world: WrittenWorld;
}

/** A policy document as JSON. */
export type WrittenDocument = unknown;

export interface WrittenPolicy {
  readonly name: string;
  readonly document: WrittenDocument;
}

export interface WrittenWorld {
  readonly identityPolicies: readonly WrittenPolicy[];
  readonly permissionsBoundaries: readonly WrittenPolicy[] | null;
  readonly sessionPolicies: readonly WrittenPolicy[] | null;
  readonly resourcePolicy: WrittenPolicy | null;
  readonly serviceControlPolicies: readonly (readonly WrittenPolicy[])[] | null;
  readonly resourceControlPolicies: readonly (readonly WrittenPolicy[])[] | null;
  readonly vpcEndpointPolicies: readonly WrittenPolicy[] | null;
  readonly facts: WrittenFacts | null;
}

export type WrittenS3Facts = Omit<S3Facts, 'accessPoint'> & {
  readonly accessPoint:
    | (Omit<NonNullable<S3Facts['accessPoint']>, 'policy'> & { readonly policy: WrittenPolicy | null })
    | null;
};

export interface WrittenFacts {
  readonly s3: WrittenS3Facts | null;
  readonly kms: ResourceFacts['kms'];
}

/** A world in which nothing is set: every decision in it is an implicit deny. */
export const EMPTY_WORLD: WrittenWorld = {
  identityPolicies: [],
  permissionsBoundaries: null,
  sessionPolicies: null,
  resourcePolicy: null,
  serviceControlPolicies: null,
  resourceControlPolicies: null,
  vpcEndpointPolicies: null,
  facts: null,
};

/** The world with its policies parsed. */
export function worldOf(written: WrittenWorld): World {
  return {
    identityPolicies: written.identityPolicies.map(parsed),
    permissionsBoundaries: written.permissionsBoundaries?.map(parsed) ?? null,
    sessionPolicies: written.sessionPolicies?.map(parsed) ?? null,
    resourcePolicy: written.resourcePolicy === null ? null : parsed(written.resourcePolicy),
    serviceControlPolicies: written.serviceControlPolicies?.map((level) => level.map(parsed)) ?? null,
    resourceControlPolicies: written.resourceControlPolicies?.map((level) => level.map(parsed)) ?? null,
    vpcEndpointPolicies: written.vpcEndpointPolicies?.map(parsed) ?? null,
    facts: written.facts === null ? null : { s3: s3Of(written.facts.s3), kms: written.facts.kms },
  };
}

function parsed(policy: WrittenPolicy): World['identityPolicies'][number] {
  return { name: policy.name, document: parsePolicy(policy.document) };
}

function s3Of(written: WrittenS3Facts | null): S3Facts | null {
  if (written === null) return null;
  const { accessPoint } = written;
  if (accessPoint === null) return { ...written, accessPoint };
  return { ...written, accessPoint: { ...accessPoint, policy: accessPoint.policy && parsed(accessPoint.policy) } };
}
