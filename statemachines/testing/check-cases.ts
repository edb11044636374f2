import { describe, expect, test } from 'vitest';
import { statesOf } from './definition.ts';
import { type MachineCase, type MachineName, play, type Walked } from './machine-run.ts';

/** A case and what must come of it. */
export interface Expected {
  readonly title: string;
  readonly case: Omit<MachineCase, 'machine'>;
  /** States entered, in order, consecutive repetitions once. */
  readonly walks: readonly string[];
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly error?: string;
  /** Errors that are thrown by the case, each under the state that must see it. */
  readonly throws?: Readonly<Record<string, readonly string[]>>;
  readonly also?: (walked: Walked) => void;
}

/**
 * One test per case; and over all of them: every state is entered, every catch is walked, and every error that a
 * retrier or catcher names is thrown at it.
 */
export function checkCases(machine: MachineName, cases: readonly Expected[]): void {
  describe(machine, () => {
    const entered = new Set<string>();
    const thrown = new Set<string>();

    test.each(cases.map((each) => [each.title, each] as const))('%s', async (_title, each) => {
      const walked = await play({ machine, ...each.case });
      expect(walked.execution).toMatchObject({
        status: each.status,
        ...(each.error === undefined ? {} : { error: each.error }),
      });
      expect(withoutRepetitions(walked.states)).toEqual(each.walks);
      each.also?.(walked);
      for (const state of walked.states) entered.add(state);
      for (const [state, errors] of Object.entries(each.throws ?? {})) {
        expect(walked.states).toContain(state);
        for (const error of errors) thrown.add(`${state} ${error}`);
      }
    });

    test('every state is entered by a case', () => {
      const missing = statesOf(machine).filter(({ name }) => !entered.has(name));
      expect(missing.map(({ name }) => name)).toEqual([]);
    });

    test('every error that a retrier or a catcher names is thrown by a case', () => {
      const named = statesOf(machine).flatMap(({ name, state }) =>
        [...(state.Retry ?? []), ...(state.Catch ?? [])].flatMap((rule) =>
          rule.ErrorEquals.filter((error) => !NOT_PLAYED.has(error)).map((error) => `${name} ${error}`),
        ),
      );
      expect(named.filter((each) => !thrown.has(each))).toEqual([]);
    });
  });
}

/** On AWS's list of what StartExecution answers; nothing on this machine answers so. `States.ALL` is no error's name. */
const NOT_PLAYED = new Set([
  'States.ALL',
  'StepFunctions.ThrottlingException',
  'StepFunctions.ServiceUnavailableException',
  'StepFunctions.InternalServerException',
  'StepFunctions.SdkClientException',
]);

function withoutRepetitions(states: readonly string[]): string[] {
  return states.filter((state, index) => state !== states[index - 1]);
}
