/**
 * Step Functions on one machine: standard executions of state machines in the States Language with JSONPath.
 *
 * Enforced, at load: only features the interpreter knows (anything else is an issue with its place), links, names, error
 * names that can be relied on. Enforced, at run: data flow and errors as the States Language and AWS describe them,
 * 262,144 bytes at every boundary, 25,000 events, names' length and characters, StartExecution's idempotency by name
 * and input, time-outs of states and executions, uncatchable errors, tolerated failures of a Map Run.
 *
 * NOT enforced: the execution role (every call is made with the caller's ports), quotas on rate and open executions,
 * the one-year limit, EXPRESS as a machine's type, redrive, activities, callbacks and `.sync`, HeartbeatSeconds,
 * versions and aliases of machines, logging and tracing, encryption, order and repetition of EventBridge's delivery
 * (each change is delivered once, in order), JSONata and variables (refused). Unknown on AWS and so not to be relied on:
 * what a tolerated failed item leaves in a Map Run's result (here: nothing), events for a Map Run's children (here:
 * none), idempotency for inputs that differ in white space (here: another input).
 */
import { randomUUID } from 'node:crypto';
import { type Clock, systemClock } from '../clock.ts';
import { Interrupted, runtimeError, StatesError } from './errors.ts';
import {
  describe,
  type Execution,
  type ExecutionDescription,
  type ExecutionStatus,
  type StatusChangeEvent,
  statusChange,
} from './execution.ts';
import type { ChildOutcome, ChildRequest, Frame, Ports, TaskCall } from './frame.ts';
import { History, type HistoryEvent } from './history.ts';
import { Journal, type JournalLine } from './journal.ts';
import type { Json, JsonObject } from './json.ts';
import { LIMITS, nameProblem } from './limits.ts';
import type { Definition, Flow } from './model.ts';
import { parseDefinition } from './parse.ts';
import { runFlow } from './run-flow.ts';

export interface LocalMachine {
  /** The parsed JSON of an `.asl.json` file, or its text. */
  readonly definition: unknown;
  readonly substitutions?: Readonly<Record<string, string>>;
}

export interface LocalStepFunctionsOptions {
  readonly machines: Readonly<Record<string, LocalMachine>>;
  /** Calls a function; LocalLambda's errors become the Task's, another error's name becomes the error. */
  readonly invokeLambda: (functionReference: string, payload: Json, call: TaskCall) => Promise<unknown>;
  readonly clock?: Clock;
  /** Between 0 and 1, for full jitter. Default: none is random, 1 is used. */
  readonly random?: () => number;
  /** For `States.UUID`; without it a definition that uses the function is refused. */
  readonly uuid?: () => string;
  readonly readObject?: (bucket: string, key: string) => Promise<string>;
  readonly writeObject?: (bucket: string, key: string, text: string) => Promise<void>;
  /** Answers for further resource ARNs (`arn:aws:states:::aws-sdk:…`); throw StatesError for a named error. */
  readonly integrations?: Readonly<Record<string, (parameters: Json, call: TaskCall) => Promise<Json>>>;
  /** Folder that remembers executions; those running when the process was killed count as aborted afterwards. */
  readonly journalFolder?: string;
  /** Each start and close; the service waits for its promise in `idle` and reports its error there. */
  readonly onStatusChange?: (event: StatusChangeEvent) => void | Promise<void>;
  readonly region?: string;
  readonly accountId?: string;
  readonly roleArn?: string;
}

/** An error of the API, by its exception's name. */
export class StepFunctionsError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'StepFunctionsError';
    this.code = code;
  }
}

const DAY = 86_400_000;

export class LocalStepFunctions {
  private readonly options: LocalStepFunctionsOptions;
  private readonly clock: Clock;
  private readonly definitions = new Map<string, Definition>();
  private readonly executions = new Map<string, Execution>();
  private readonly running = new Set<Promise<unknown>>();
  private readonly errors: unknown[] = [];
  private readonly children = new Map<string, History>();
  private lastDelivery: Promise<void> = Promise.resolve();
  private readonly journal: Journal | null;
  private readonly ports: Ports;
  private deliveries = 0;
  private closed = false;

  /** Throws one error that lists every issue of every definition. */
  constructor(options: LocalStepFunctionsOptions) {
    this.options = options;
    this.clock = options.clock ?? systemClock;
    this.ports = this.makePorts();
    const problems: string[] = [];
    for (const [name, machine] of Object.entries(options.machines)) {
      const bad = nameProblem(name);
      if (bad) problems.push(`${name}: ${bad}`);
      // Safe: JSON text parses to Json, and a parsed file is Json.
      const source = (
        typeof machine.definition === 'string' ? JSON.parse(machine.definition) : machine.definition
      ) as Json;
      const { definition, issues } = parseDefinition(source, {
        substitutions: machine.substitutions,
        integrations: new Set(Object.keys(options.integrations ?? {})),
        uuid: options.uuid !== undefined,
      });
      problems.push(...issues.map((issue) => `${name}${issue.where}: ${issue.message}`));
      if (definition) this.definitions.set(name, definition);
    }
    if (problems.length > 0) throw new Error(`state machines: ${problems.join('\n')}`);
    this.journal = options.journalFolder === undefined ? null : new Journal(options.journalFolder);
    for (const line of this.journal?.read() ?? []) this.replay(line);
    for (const execution of this.executions.values()) {
      if (execution.status === 'RUNNING') {
        this.settle(execution, { status: 'ABORTED', cause: 'the process that ran the execution ended' });
      }
    }
  }

  machineArn(name: string): string {
    return `arn:aws:states:${this.region}:${this.account}:stateMachine:${name}`;
  }

  /**
   * Starts an execution, or answers with the running one of the same name and input text. Throws StepFunctionsError:
   * `InvalidName`, `InvalidExecutionInput`, `StateMachineDoesNotExist`, `ExecutionAlreadyExists`.
   */
  startExecution(request: { stateMachineArn: string; name?: string | undefined; input?: string | undefined }): {
    executionArn: string;
    startDate: number;
  } {
    const machine = this.machineOf(request.stateMachineArn);
    const name = request.name ?? randomUUID();
    const input = request.input ?? '{}';
    const bad = nameProblem(name);
    if (bad) throw new StepFunctionsError('InvalidName', `Invalid Name: '${name}': ${bad}`);
    const data = parseInput(input);
    const arn = `arn:aws:states:${this.region}:${this.account}:execution:${machine}:${name}`;
    const known = this.executions.get(arn);
    if (known && !this.reusable(known)) {
      if (known.status === 'RUNNING' && known.input === input) return { executionArn: arn, startDate: known.startedAt };
      throw new StepFunctionsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    }
    if (this.closed) throw new StepFunctionsError('ServiceUnavailable', 'the local state machines are closed');
    const execution = this.newExecution(arn, machine, name, input, this.clock.now());
    this.executions.set(arn, execution);
    this.journal?.append({ kind: 'started', arn, machine, name, input, at: execution.startedAt });
    this.emit(execution);
    // Begins after the answer: whoever started it may look at it first.
    this.track(Promise.resolve().then(() => this.run(execution, data)));
    return { executionArn: arn, startDate: execution.startedAt };
  }

  /** Throws `ExecutionDoesNotExist`. */
  describeExecution(executionArn: string): ExecutionDescription {
    const execution = this.executionOf(executionArn);
    return describe(execution, this.machineArn(execution.machine));
  }

  /** Newest first. */
  listExecutions(stateMachineArn: string, status?: ExecutionStatus): ExecutionDescription[] {
    const machine = this.machineOf(stateMachineArn);
    return [...this.executions.values()]
      .filter((execution) => execution.machine === machine && (status === undefined || execution.status === status))
      .reverse()
      .sort((a, b) => b.startedAt - a.startedAt)
      .map((execution) => describe(execution, stateMachineArn));
  }

  /** Ends a running execution as ABORTED; its functions run on, as on AWS. */
  async stopExecution(executionArn: string, error?: string, cause?: string): Promise<{ stopDate: number }> {
    const execution = this.executionOf(executionArn);
    execution.controller.abort(new Interrupted('stopped', error, cause));
    while (execution.status === 'RUNNING') await new Promise((resolve) => setImmediate(resolve));
    return { stopDate: execution.stoppedAt ?? this.clock.now() };
  }

  /** The events so far; of an execution that an earlier process ran, only that it closed. */
  history(executionArn: string): readonly HistoryEvent[] {
    return this.children.get(executionArn)?.events ?? this.executionOf(executionArn).history.events;
  }

  /** ARNs of the children that Map Runs have finished. */
  childArns(): string[] {
    return [...this.children.keys()];
  }

  /** What AWS would bill and limit: state transitions, history events. */
  usage(executionArn: string): { transitions: number; events: number } {
    const { usage, history } = this.executionOf(executionArn);
    return { transitions: usage.transitions, events: history.events.length };
  }

  machineNames(): string[] {
    return [...this.definitions.keys()];
  }

  definitionOf(name: string): unknown {
    return this.options.machines[name]?.definition;
  }

  /** Waits until nothing runs and every listener has answered; throws what a listener threw. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running);
    if (this.errors.length === 0) return;
    const errors = this.errors.splice(0);
    throw errors.length === 1 ? errors[0] : new AggregateError(errors, 'listeners or ports failed');
  }

  /** Aborts what runs and waits for it. */
  async close(): Promise<void> {
    this.closed = true;
    for (const execution of this.executions.values()) {
      if (execution.status === 'RUNNING') execution.controller.abort(new Interrupted('stopped', 'Local.Closed', ''));
    }
    await this.idle();
  }

  private get region(): string {
    return this.options.region ?? 'us-east-1';
  }

  private get account(): string {
    return this.options.accountId ?? '000000000000';
  }

  private get roleArn(): string {
    return this.options.roleArn ?? `arn:aws:iam::${this.account}:role/states`;
  }

  private machineOf(arn: string): string {
    const name = arn.split(':')[6] ?? '';
    if (this.definitions.has(name) && this.machineArn(name) === arn) return name;
    throw new StepFunctionsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  }

  private executionOf(arn: string): Execution {
    const execution = this.executions.get(arn);
    if (execution) return execution;
    throw new StepFunctionsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  }

  private reusable(execution: Execution): boolean {
    return execution.stoppedAt !== null && this.clock.now() - execution.stoppedAt > LIMITS.nameReuseDays * DAY;
  }

  private newExecution(arn: string, machine: string, name: string, input: string, startedAt: number): Execution {
    return {
      arn,
      machine,
      name,
      input,
      startedAt,
      status: 'RUNNING',
      stoppedAt: null,
      output: null,
      error: null,
      cause: null,
      history: new History(() => this.clock.now()),
      usage: { transitions: 0 },
      controller: new AbortController(),
    };
  }

  private replay(line: JournalLine): void {
    if (line.kind === 'started') {
      this.executions.set(line.arn, this.newExecution(line.arn, line.machine, line.name, line.input, line.at));
      return;
    }
    const execution = this.executions.get(line.arn);
    if (!execution) throw new Error(`journal: \`${line.arn}\` closed but never started`);
    execution.status = line.status;
    execution.stoppedAt = line.at;
    execution.output = line.output ?? null;
    execution.error = line.error ?? null;
    execution.cause = line.cause ?? null;
  }

  private async run(execution: Execution, input: Json): Promise<void> {
    // INVARIANT: startExecution found the machine.
    const definition = this.definitions.get(execution.machine) as Definition;
    const details = { input: execution.input, roleArn: this.roleArn };
    execution.history.add('ExecutionStarted', 'executionStartedEventDetails', details);
    const frame: Frame = {
      ports: this.ports,
      history: execution.history,
      signal: execution.controller.signal,
      execution: {
        Id: execution.arn,
        Input: input,
        Name: execution.name,
        RoleArn: this.roleArn,
        StartTime: new Date(execution.startedAt).toISOString(),
        RedriveCount: 0,
      },
      stateMachine: { Id: this.machineArn(execution.machine), Name: execution.machine },
      item: null,
      usage: execution.usage,
    };
    const outcome = await this.perform(definition, definition.timeoutSeconds, input, frame, execution.controller);
    this.settle(execution, outcome);
    this.emit(execution);
  }

  /** Runs states to an end, no longer than the time-out, which is no error that a state could catch. */
  private async perform(
    flow: Flow,
    timeoutSeconds: number | null,
    input: Json,
    frame: Frame,
    controller: AbortController,
  ): Promise<Outcome> {
    const done = new AbortController();
    const timer =
      timeoutSeconds !== null &&
      this.clock.deadline(timeoutSeconds * 1000, done.signal).then(() => {
        if (!done.signal.aborted) controller.abort(new Interrupted('timed-out', 'States.Timeout'));
      });
    try {
      return { status: 'SUCCEEDED', output: JSON.stringify(await runFlow(flow, input, frame)) };
    } catch (thrown) {
      if (thrown instanceof StatesError) return { status: 'FAILED', error: thrown.error, cause: thrown.causeText };
      if (!(thrown instanceof Interrupted)) {
        this.errors.push(thrown);
        return { status: 'FAILED', error: 'Local.Bug', cause: String(thrown) };
      }
      const status = thrown.kind === 'timed-out' ? 'TIMED_OUT' : 'ABORTED';
      return { status, error: thrown.error, cause: thrown.causeText };
    } finally {
      done.abort();
      await timer;
    }
  }

  private settle(execution: Execution, outcome: Outcome): void {
    const { output, error, cause } = outcome;
    execution.status = outcome.status;
    execution.stoppedAt = this.clock.now();
    execution.output = output ?? null;
    execution.error = error ?? null;
    execution.cause = cause ?? null;
    closeHistory(execution.history, outcome);
    const { arn, stoppedAt: at } = execution;
    this.journal?.writeHistory(arn, execution.history.events);
    this.journal?.append({ kind: 'closed', arn, status: outcome.status, at, output, error, cause });
  }

  /** A Map Run's child: an execution with a history of its own, which no API call lists. */
  private async runChild(request: ChildRequest): Promise<ChildOutcome> {
    const { parent, state, item } = request;
    const label = state.distributed?.label ?? '';
    const name = `${parent.execution.Name}-${label}-${item.index}`;
    const machine = `${parent.stateMachine.Name}/${label}`;
    const arn = `arn:aws:states:${this.region}:${this.account}:execution:${machine}:${name}`;
    const controller = new AbortController();
    const history = new History(() => this.clock.now());
    const usage = parent.usage;
    history.add('ExecutionStarted', 'executionStartedEventDetails', { input: JSON.stringify(request.input) });
    const frame: Frame = {
      ...parent,
      history,
      usage,
      signal: AbortSignal.any([request.signal, controller.signal]),
      execution: {
        ...parent.execution,
        Id: arn,
        Name: name,
        Input: request.input,
        StartTime: new Date(this.clock.now()).toISOString(),
      },
      stateMachine: { Id: this.machineArn(machine), Name: machine },
      item: null,
    };
    const limit = state.distributed?.executionType === 'EXPRESS' ? LIMITS.expressSeconds : null;
    const outcome = await this.perform(state.processor, limit, request.input, frame, controller);
    closeHistory(history, outcome);
    this.children.set(arn, history);
    request.signal.throwIfAborted();
    return outcome.status === 'SUCCEEDED'
      ? { status: 'SUCCEEDED', output: JSON.parse(outcome.output ?? 'null') as Json, executionArn: arn }
      : { status: 'FAILED', error: outcome.error ?? '', cause: outcome.cause ?? '', executionArn: arn };
  }

  private makePorts(): Ports {
    const { options } = this;
    return {
      clock: this.clock,
      random: options.random ?? (() => 1),
      uuid: options.uuid,
      // Safe: answers of functions and integrations crossed a process as JSON.
      invokeLambda: async (reference, payload, call) => (await options.invokeLambda(reference, payload, call)) as Json,
      startExecution: async (parameters) => this.startFromTask(parameters),
      integrate: async (arn, parameters, call) => {
        const answer = options.integrations?.[arn];
        if (!answer) throw runtimeError(`no answer for resource '${arn}'`);
        return answer(parameters, call);
      },
      readObject: async (bucket, key) => {
        if (!options.readObject) throw new Error('no source of objects is given');
        return options.readObject(bucket, key);
      },
      writeObject: async (bucket, key, text) => {
        if (!options.writeObject) throw new Error('no place for objects is given');
        return options.writeObject(bucket, key, text);
      },
      runChild: (request) => this.runChild(request),
    };
  }

  /** The Task `states:startExecution`, which does not wait. */
  private startFromTask(parameters: JsonObject): Json {
    const { StateMachineArn: stateMachineArn, Name: name, Input: given } = parameters;
    if (typeof stateMachineArn !== 'string') throw runtimeError('StateMachineArn: expected a string');
    if (name !== undefined && typeof name !== 'string') throw runtimeError('Name: expected a string');
    const input = given === undefined || typeof given === 'string' ? given : JSON.stringify(given);
    try {
      const started = this.startExecution({ stateMachineArn, name, input });
      return { ExecutionArn: started.executionArn, StartDate: started.startDate / 1000 };
    } catch (error) {
      if (!(error instanceof StepFunctionsError)) throw error;
      throw new StatesError(`StepFunctions.${error.code}Exception`, error.message);
    }
  }

  private emit(execution: Execution): void {
    const listener = this.options.onStatusChange;
    if (!listener) return;
    this.deliveries += 1;
    const id = `00000000-0000-4000-9000-${this.deliveries.toString(16).padStart(12, '0')}`;
    const event = statusChange(execution, this.machineArn(execution.machine), id);
    this.lastDelivery = this.lastDelivery.then(async () => {
      try {
        await listener(event);
      } catch (error) {
        this.errors.push(error);
      }
    });
    this.track(this.lastDelivery);
  }

  /** Work that `idle` waits for; its error is a bug of the stand-in or of a port, and is thrown there. */
  private track(work: Promise<unknown>): void {
    const tracked = work.catch((error: unknown) => this.errors.push(error)).finally(() => this.running.delete(tracked));
    this.running.add(tracked);
  }
}

interface Outcome {
  readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
  readonly output?: string | undefined;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

function closeHistory(history: History, outcome: Outcome): void {
  const names = { SUCCEEDED: 'Succeeded', FAILED: 'Failed', TIMED_OUT: 'TimedOut', ABORTED: 'Aborted' } as const;
  const name = names[outcome.status];
  const { output, error, cause } = outcome;
  const body = {
    ...(output === undefined ? {} : { output }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
  };
  history.close(`Execution${name}`, `execution${name}EventDetails`, body);
}

function parseInput(input: string): Json {
  const bytes = Buffer.byteLength(input);
  if (bytes > LIMITS.payloadBytes) {
    const message = `Invalid State Machine Execution Input: ${bytes} bytes, at most ${LIMITS.payloadBytes}`;
    throw new StepFunctionsError('InvalidExecutionInput', message);
  }
  try {
    return JSON.parse(input) as Json;
  } catch {
    throw new StepFunctionsError('InvalidExecutionInput', 'Invalid State Machine Execution Input: expected JSON');
  }
}
