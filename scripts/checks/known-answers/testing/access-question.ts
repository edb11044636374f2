import { canReach } from '../../../../shared/access/can-reach.ts';
import type { Account } from '../../../../shared/account/model.ts';
import type { RequestContext } from '../../../../shared/authorization/request.ts';
import {
  type Question,
  type WrittenPolicy,
  type WrittenWorld,
  worldOf,
} from '../../../../shared/authorization/testing/question.ts';
import type { Evaluator } from './known-answer.ts';
import { fieldsOf, listOf } from './read-cases.ts';

/** May the principal do the action on the resource, where only some condition keys are known? */
export interface Access {
  /** The question; its context holds what is known. Keys that follow from principal and resource are known as well. */
  readonly question: Question;
  /** Only access without open conditions counts. */
  readonly strict: boolean;
  /** The accounts that the question is about, for those who answer it from accounts. */
  readonly accounts: () => readonly Account[];
}

export type Verdict = 'never' | 'conditional' | 'allowed';

/** Whatever answers such questions; null: it cannot be asked this one. */
export type AccessEvaluator = (access: Access) => Verdict | null;

/** Asks `decide` twice for each question. */
export function byDecisions(evaluator: Evaluator): AccessEvaluator {
  return (access) => verdictOf(evaluator, access);
}

/** Asks over all requests at once. Keys that are known beforehand cannot be put to it. */
export function byAccess({ question: { request }, accounts }: Access): Verdict | null {
  if (Object.keys(request.context).length > 0 || !('arn' in request.principal)) return null;
  return canReach(accounts(), request.principal.arn, request.action, request.resource).verdict;
}

/**
 * The verdict from two questions to `decide`. Once every statement whose conditions ask for an unknown key is read in
 * the caller's favour: if that is no yes, it is never one. Once against the caller: if that is a yes, it always is.
 */
function verdictOf(evaluator: Evaluator, { question }: Access): Verdict {
  const { request } = question;
  const asked = (favour: boolean): boolean => {
    const world = mapDocuments(question.world, (document) => readOneWay(document, request.context, favour));
    return evaluator(worldOf(world), request).decision === 'allowed';
  };
  if (!asked(true)) return 'never';
  return asked(false) ? 'allowed' : 'conditional';
}

/** Whether the verdict answers yes: "not never", or with `strict` "always"; null: it could not be asked. */
export function mayAccess(evaluator: AccessEvaluator, access: Access): boolean | null {
  const verdict = evaluator(access);
  if (verdict === null) return null;
  return access.strict ? verdict === 'allowed' : verdict !== 'never';
}

function readOneWay(document: unknown, known: RequestContext, favour: boolean): unknown {
  const fields = fieldsOf(document);
  const statements = Array.isArray(fields['Statement']) ? fields['Statement'] : [fields['Statement']];
  const read = statements.flatMap((statement) => {
    const parts = fieldsOf(statement);
    if (!asksForUnknownKey(parts['Condition'], known)) return [statement];
    const { Condition: _, ...unconditional } = parts;
    return (parts['Effect'] === 'Allow') === favour ? [unconditional] : [];
  });
  return { ...fields, Statement: read };
}

function asksForUnknownKey(condition: unknown, known: RequestContext): boolean {
  const names = new Set(Object.keys(known).map((key) => key.toLowerCase()));
  return Object.values(fieldsOf(condition)).some((keys) =>
    Object.keys(fieldsOf(keys)).some((key) => !names.has(key.toLowerCase())),
  );
}

function mapDocuments(world: WrittenWorld, map: (document: unknown) => unknown): WrittenWorld {
  const one = ({ name, document }: WrittenPolicy): WrittenPolicy => ({ name, document: map(document) });
  return {
    ...world,
    identityPolicies: world.identityPolicies.map(one),
    permissionsBoundaries: world.permissionsBoundaries?.map(one) ?? null,
    resourcePolicy: world.resourcePolicy === null ? null : one(world.resourcePolicy),
    serviceControlPolicies: world.serviceControlPolicies?.map((level) => level.map(one)) ?? null,
  };
}

/** `KEY=VALUE` texts as a context. */
export function knownKeys(texts: unknown): RequestContext {
  return Object.fromEntries(
    listOf(texts).map((text) => {
      const [key = '', ...value] = String(text).split('=');
      return [key, value.join('=')];
    }),
  );
}
