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
    readonly accessPoint: (Omit<NonNullable<S3Facts['accessPoint']>, 'policy'> & {
        readonly policy: WrittenPolicy | null;
    }) | null;
};
export interface WrittenFacts {
    readonly s3: WrittenS3Facts | null;
    readonly kms: ResourceFacts['kms'];
}
/** A world in which nothing is set: every decision in it is an implicit deny. */
export declare const EMPTY_WORLD: WrittenWorld;
/** The world with its policies parsed. */
export declare function worldOf(written: WrittenWorld): World;
