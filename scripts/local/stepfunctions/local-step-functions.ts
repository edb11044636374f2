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
import { Executions } from './executions.ts';
import type { ChildOutcome, ChildRequest, Frame, Ports, TaskCall } from './frame.ts';
import { History, type HistoryEvent } from './history.ts';
import type { Json, JsonObject } from './json.ts';
import { LIMITS, nameProblem } from './limits.ts';
import { type LocalMachine, loadMachines } from './load-machines.ts';
import type { Definition, Flow } from './model.ts';
import { closeHistory, type Outcome, perform } from './perform.ts';

export type { LocalMachine } from './load-machines.ts';

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

export class LocalStepFunctions {
  private readonly options: LocalStepFunctionsOptions;
  private readonly clock: Clock;
  private readonly definitions: ReadonlyMap<string, Definition>;
  private readonly executions: Executions;
  private readonly running = new Set<Promise<unknown>>();
  private readonly errors: unknown[] = [];
  private readonly children = new Map<string, History>();
  private lastDelivery: Promise<void> = Promise.resolve();
  private readonly ports: Ports;
  private deliveries = 0;
  private closed = false;

  /** Throws one error that lists every issue of every definition. */
  constructor(options: LocalStepFunctionsOptions) {
    this.options = options;
    this.clock = options.clock ?? systemClock;
    this.ports = this.makePorts();
    this.definitions = loadMachines(options.machines, {
      integrations: new Set(Object.keys(options.integrations ?? {})),
      uuid: options.uuid !== undefined,
    });
    this.executions = new Executions(this.clock, options.journalFolder);
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
    if (known && !this.executions.isForgotten(known)) {
      if (known.status === 'RUNNING' && known.input === input) return { executionArn: arn, startDate: known.startedAt };
      throw new StepFunctionsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    }
    if (this.closed) throw new StepFunctionsError('ServiceUnavailable', 'the local state machines are closed');
    const execution = this.executions.open(arn, machine, name, input);
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
    return this.executions
      .of(machine)
      .filter((execution) => status === undefined || execution.status === status)
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
    for (const { controller } of this.executions.running()) {
      controller.abort(new Interrupted('stopped', 'Local.Closed', ''));
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
    const { controller } = execution;
    const outcome = await this.perform(definition, input, frame, { seconds: definition.timeoutSeconds, controller });
    this.executions.settle(execution, outcome);
    this.emit(execution);
  }

  private perform(
    flow: Flow,
    input: Json,
    frame: Frame,
    limit: { readonly seconds: number | null; readonly controller: AbortController },
  ): Promise<Outcome> {
    return perform(flow, input, frame, { ...limit, clock: this.clock }, (error) => void this.errors.push(error));
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
    const seconds = state.distributed?.executionType === 'EXPRESS' ? LIMITS.expressSeconds : null;
    const outcome = await this.perform(state.processor, request.input, frame, { seconds, controller });
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
