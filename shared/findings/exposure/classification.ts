import { NOT_COLLECTED, type Resource } from '../../account/model.ts';

/** What the tags of a resource say of its content: `high`, `public`, …; null where they do not say. */
export function confidentialityOf(resource: Resource): string | null {
  return tagEnding(resource, 'confidentiality')?.toLowerCase() ?? null;
}

/** True where the tags name an environment and it is not the one that customers' data lives in. */
export function isOutsideProduction(resource: Resource): boolean {
  const environment = tagEnding(resource, 'environment')?.toLowerCase();
  return environment !== undefined && !environment.startsWith('prod');
}

function tagEnding({ tags }: Resource, name: string): string | undefined {
  if (tags === NOT_COLLECTED) return undefined;
  for (const key of Object.keys(tags).sort()) if (key.toLowerCase().endsWith(name)) return tags[key];
  return undefined;
}
