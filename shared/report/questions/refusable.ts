import type { Target } from '../../access/compile/target.ts';
import type { Witness } from '../../access/verdict.ts';
import { typeOfArn } from '../../catalog/arn-type.ts';
import { actionsOf } from '../../catalog/catalog.ts';
import { type Asked, concerns } from './asked.ts';
import type { Asking } from './asking.ts';
import type { NamedResource } from './resolve.ts';

/** A request that carries nothing beyond who asks, for what. */
export interface Refusable {
  readonly target: Target;
  readonly witness: Witness;
}

/** The requests that a question amounts to: one for each action and each part of the resource that it is checked against. */
export function refusable(asking: Asking, asked: Asked, resource: NamedResource): readonly Refusable[] {
  const wanted = (id: string, capabilities: Parameters<typeof concerns>[1][]) =>
    asked.kind === 'action' ? asked.action.id === id : capabilities.some((each) => concerns(asked, each));
  switch (resource.kind) {
    case 'collected': {
      const target = asking.model.targets.find(({ arn }) => arn === resource.resourceArn);
      const parts = asking.parts.of(resource.resourceArn);
      if (target === undefined || parts === null) return [];
      const ids = new Set(
        target.table.slots
          .filter(({ action }) => wanted(action.id, [...action.capabilities]))
          .map(({ action }) => action.id),
      );
      const places = (id: string) =>
        resource.arn === resource.resourceArn ? parts.members(id) : parts.takes(id, resource.arn) ? [resource.arn] : [];
      return [...ids].sort().flatMap((id) => places(id).map((at) => ({ target, witness: plainly(id, at) })));
    }
    case 'uncollected': {
      const types = typeOfArn(resource.arn);
      const actions = [...new Set(types.map(({ service }) => service))].sort().flatMap(actionsOf);
      return actions.flatMap((action) => {
        const acts = action.resourceTypes.some(({ type }) => types.includes(type));
        const target = asking.serviceTarget(action.service);
        if (!acts || target === null || action.trustOnly || !wanted(action.id, [...action.capabilities])) return [];
        return [{ target, witness: plainly(action.id, resource.arn) }];
      });
    }
    case 'none': {
      if (asked.kind === 'capability') return [];
      const { id, service } = asked.action;
      const target = asking.serviceTarget(service);
      // Lines on the resources themselves speak of an action whose resources were collected.
      if (target === null || !target.table.slots.some(({ action }) => action.id === id)) return [];
      return [{ target, witness: plainly(id, '*') }];
    }
  }
}

function plainly(action: string, resource: string): Witness {
  return { action, resource, context: {} };
}
