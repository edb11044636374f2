import { definitionText, type MachineName } from './machine-run.ts';

/** A state of a definition file, as far as the checks look at it. */
export interface RawState {
  readonly Type: string;
  readonly Resource?: string;
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[]; readonly MaxAttempts?: number }[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly ItemProcessor?: { readonly StartAt: string; readonly States: Readonly<Record<string, RawState>> };
}

export interface NamedState {
  readonly name: string;
  readonly state: RawState;
  /** Name of the Map around it, or null. */
  readonly inside: string | null;
}

/** All states of a machine, those inside Maps included. */
export function statesOf(machine: MachineName): readonly NamedState[] {
  // The definition files are ours, and the validator holds their shape.
  const definition = JSON.parse(definitionText(machine)) as { States: Readonly<Record<string, RawState>> };
  return flatten(definition.States, null);
}

function flatten(states: Readonly<Record<string, RawState>>, inside: string | null): NamedState[] {
  return Object.entries(states).flatMap(([name, state]) => [
    { name, state, inside },
    ...(state.ItemProcessor === undefined ? [] : flatten(state.ItemProcessor.States, name)),
  ]);
}
