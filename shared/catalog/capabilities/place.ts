import { compilePattern, matchPattern, type Pattern } from '../../policy/pattern.ts';
import { CAPABILITIES, type Capability } from '../capability.ts';
import type { ActionData } from '../generated-data.ts';
import { defaultCapabilities } from './default.ts';
import type { Grants, Kind, Override, ServiceRules } from './rules.ts';
import { SERVICE_RULES } from './services/index.ts';

/** Where an action stands, by what, and what goes with it. */
export interface Placement {
  /** In the order of the six words. */
  readonly capabilities: readonly Capability[];
  /** `override`: named one by one; `kind`: by a kind of its service's rules; `default`: by level and verb alone. */
  readonly by: 'override' | 'kind' | 'default';
  /** Why, where it was named. */
  readonly reason: string | null;
  readonly grants: Grants | null;
  readonly limitedBy: string | null;
  /** Means something only in trust policies (rule 7). */
  readonly trustOnly: boolean;
}

/** Rule 7. */
const TRUST_ONLY: ReadonlySet<string> = new Set(['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity']);

/** Places one action of a service. */
export function placementOf(service: string, action: ActionData): Placement {
  const trustOnly = TRUST_ONLY.has(`${service}:${action.name}`);
  const rules = compiledRules(service);
  const override = rules?.overrides.get(action.name);
  if (override !== undefined) {
    const { capabilities, reason, grants, limitedBy } = override;
    return { capabilities: inOrder(capabilities), by: 'override', reason, grants, limitedBy, trustOnly };
  }
  const kind = rules?.kinds.find(
    ({ level, patterns }) =>
      level === action.accessLevel && patterns.some((pattern) => matchPattern(pattern, action.name)),
  );
  return {
    capabilities: inOrder(kind?.capabilities ?? defaultCapabilities(action)),
    by: kind === undefined ? 'default' : 'kind',
    reason: null,
    grants: null,
    limitedBy: null,
    trustOnly,
  };
}

/** Whether an action belongs to what is covered first (rule 8): then a reviewed rule must place it. */
export function isCovered(service: string, action: ActionData): boolean {
  const covers = SERVICE_RULES.get(service)?.covers;
  if (covers === undefined) return false;
  if (covers === 'all') return true;
  return (
    covers.actions.includes(action.name) ||
    action.resources.some((resource) => covers.resourceTypes.includes(resource.type.name))
  );
}

interface CompiledRules {
  readonly overrides: ReadonlyMap<string, Override>;
  readonly kinds: readonly (Kind & { readonly patterns: readonly Pattern[] })[];
}

const compiled = new Map<string, CompiledRules>();

function compiledRules(service: string): CompiledRules | null {
  const known = compiled.get(service);
  if (known !== undefined) return known;
  const rules = SERVICE_RULES.get(service);
  if (rules === undefined) return null;
  const made = compile(rules);
  compiled.set(service, made);
  return made;
}

function compile(rules: ServiceRules): CompiledRules {
  return {
    overrides: new Map(
      rules.overrides.flatMap((override) => override.actions.map((name) => [name, override] as const)),
    ),
    kinds: rules.kinds.map((kind) => ({ ...kind, patterns: kind.names.map((name) => compilePattern(name)) })),
  };
}

const ordered = new Map<readonly Capability[], readonly Capability[]>();

/** In the order of the six words; the rules' tables are few, so each list of them is put in order once. */
function inOrder(capabilities: readonly Capability[]): readonly Capability[] {
  const known = ordered.get(capabilities);
  if (known !== undefined) return known;
  const list = CAPABILITIES.filter((capability) => capabilities.includes(capability));
  ordered.set(capabilities, list);
  return list;
}
