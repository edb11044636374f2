import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A resource of a synthesized template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly Metadata: Readonly<Record<string, unknown>>;
}

/** The templates of an assembly, read together. */
export interface Assembly {
  readonly folder: string;
  /** `aws://ACCOUNT/REGION` of its stack. */
  readonly environment: string;
  readonly resources: ReadonlyMap<string, TemplateResource>;
}

/** Reads every template of a `cdk.out` folder. */
export function readAssembly(folder: string): Assembly {
  const resources = new Map<string, TemplateResource>();
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.template.json')) continue;
    const template: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const declared = isRecord(template) && isRecord(template['Resources']) ? template['Resources'] : {};
    for (const [logicalId, resource] of Object.entries(declared)) {
      if (!isRecord(resource) || typeof resource['Type'] !== 'string') continue;
      const { Type, Properties, Metadata } = resource;
      resources.set(logicalId, {
        Type,
        Properties: isRecord(Properties) ? Properties : {},
        Metadata: isRecord(Metadata) ? Metadata : {},
      });
    }
  }
  return { folder, environment: environmentOf(folder), resources };
}

function environmentOf(folder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const artifacts = isRecord(manifest) && isRecord(manifest['artifacts']) ? Object.values(manifest['artifacts']) : [];
  const stack = artifacts.find((artifact) => isRecord(artifact) && artifact['type'] === 'aws:cloudformation:stack');
  return isRecord(stack) ? String(stack['environment']) : '';
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
