import type { ChoiceTest } from './choice.ts';
import type { Json } from './json.ts';
import type { Path } from './path.ts';
import type { Computed, Template } from './template.ts';

/** A definition after parsing: nothing in it is unknown to the interpreter. */
export interface Definition extends Flow {
  readonly timeoutSeconds: number | null;
}

/** States and where to begin: a machine, a branch of Parallel, the processor of Map. */
export interface Flow {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

interface Common {
  readonly name: string;
  /** Null: the state's input is `{}`. */
  readonly inputPath: Path | null;
  readonly outputPath: Path | null;
}

interface Linked {
  /** Null: the flow ends here. */
  readonly next: string | null;
}

interface Fallible {
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
}

interface Shaped {
  readonly resultSelector: Template | null;
  /** Null: the result is dropped, the output is the raw input. */
  readonly resultPath: Path | null;
}

export interface Retrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number | null;
  readonly fullJitter: boolean;
}

export interface Catcher {
  readonly errorEquals: readonly string[];
  readonly next: string;
  readonly resultPath: Path | null;
}

export type TaskResource =
  | { readonly kind: 'lambda'; readonly functionReference: string }
  | { readonly kind: 'lambda-invoke' }
  | { readonly kind: 'start-execution' }
  | { readonly kind: 'integration'; readonly arn: string };

export interface TaskState extends Common, Linked, Fallible, Shaped {
  readonly type: 'Task';
  readonly resource: TaskResource;
  readonly parameters: Template | null;
  readonly timeoutSeconds: number | null;
}

export interface PassState extends Common, Linked {
  readonly type: 'Pass';
  readonly parameters: Template | null;
  /** Undefined: the input is the result. */
  readonly result: Json | undefined;
  readonly resultPath: Path | null;
}

export interface ChoiceState extends Common {
  readonly type: 'Choice';
  readonly choices: readonly { readonly test: ChoiceTest; readonly next: string }[];
  readonly default: string | null;
}

export interface WaitState extends Common, Linked {
  readonly type: 'Wait';
  readonly until:
    | { readonly kind: 'seconds'; readonly seconds: number }
    | { readonly kind: 'timestamp'; readonly timestamp: string }
    | { readonly kind: 'seconds-path' | 'timestamp-path'; readonly path: Path };
}

export interface SucceedState extends Common {
  readonly type: 'Succeed';
}

export interface FailState extends Common {
  readonly type: 'Fail';
  readonly error: string | Computed | null;
  readonly cause: string | Computed | null;
}

export interface ParallelState extends Common, Linked, Fallible, Shaped {
  readonly type: 'Parallel';
  readonly parameters: Template | null;
  readonly branches: readonly Flow[];
}

export interface MapState extends Common, Linked, Fallible, Shaped {
  readonly type: 'Map';
  readonly processor: Flow;
  readonly distributed: Distributed | null;
  readonly itemsPath: Path;
  readonly itemSelector: Template | null;
  /** 0: as many as the mode admits. */
  readonly maxConcurrency: number | Path;
}

/** What only a Map in DISTRIBUTED mode has. */
export interface Distributed {
  readonly executionType: 'STANDARD' | 'EXPRESS';
  readonly label: string;
  readonly itemReader: { readonly parameters: Template; readonly maxItems: number | Path | null } | null;
  readonly resultWriter: { readonly parameters: Template } | null;
  readonly toleratedFailurePercentage: number | Path | null;
  readonly toleratedFailureCount: number | Path | null;
}

export type State =
  | TaskState
  | PassState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;
