import { ENVIRONMENT } from '../../shared/contract/environment.ts';

/** A variable that infrastructure sets; its absence is a mistake of the deployment and stops the function at load. */
export function required(name: keyof typeof ENVIRONMENT): string {
  const value = process.env[ENVIRONMENT[name]];
  if (value === undefined || value === '') {
    throw new Error(`environment: expected \`${ENVIRONMENT[name]}\` to be set, found nothing`);
  }
  return value;
}

/** A variable that may be missing. */
export function optional(name: keyof typeof ENVIRONMENT): string | null {
  return process.env[ENVIRONMENT[name]] || null;
}
