import type { z } from 'zod';
import type { Resource } from '../model.ts';
import { type FieldsOf, type KnownType, RESOURCE_TYPES } from './index.ts';
import type { PartPolicy } from './resource-type.ts';

/** A resource type with its own field types set aside, for code that treats all types alike. */
export interface AnyResourceType {
  readonly type: string;
  readonly service: string;
  readonly policy: boolean;
  readonly fields: z.ZodObject<z.ZodRawShape, z.core.$loose>;
  readonly deciding: readonly string[];
  /** `fields` must be what the type's own schema gave. */
  parts(fields: Readonly<Record<string, unknown>>): readonly PartPolicy[];
}

const BY_NAME: ReadonlyMap<string, AnyResourceType> = new Map(
  RESOURCE_TYPES.map((type) => {
    const { parts } = type as { parts?: AnyResourceType['parts'] }; // each takes what its own schema gave, see `parts` above
    return [
      type.type,
      { ...type, fields: type.fields as unknown as AnyResourceType['fields'], parts: parts ?? (() => []) },
    ];
  }),
);

/** The type of that CloudFormation name; null where there is no schema for it. */
export function knownType(type: string): AnyResourceType | null {
  return BY_NAME.get(type) ?? null;
}

/** A resource's own fields, typed, where it is of that type; otherwise null. */
export function fieldsOf<T extends KnownType>(resource: Resource, type: T): FieldsOf<T> | null {
  return resource.type === type ? (resource.details as FieldsOf<T>) : null; // checked by the type's schema when it was read
}
