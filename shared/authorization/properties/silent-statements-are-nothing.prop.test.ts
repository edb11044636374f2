import { layersOf } from '../../reference/layers.ts';
import { editPolicies, editStatements } from '../testing/edit.ts';
import { answer } from '../testing/engines.ts';
import { holds } from '../testing/holds.ts';
import { worldOf } from '../testing/question.ts';

holds('A03 taking away the statements that do not apply changes nothing', (engine, question) => {
  const { request, world } = question;
  // A public statement bears on requests that it does not match (I04).
  if (world.facts?.s3 != null) return null;
  const { findings } = layersOf(worldOf(world), request);
  const applying = new Set(
    findings
      .filter(({ applies }) => applies !== 'false')
      .map(({ layer, level, policy, statement }) => JSON.stringify([layer, level, policy, statement])),
  );
  const smaller = editPolicies(world, (policy, { layer, level }) =>
    editStatements(policy, (statements) =>
      statements.filter((_, index) => applying.has(JSON.stringify([layer, level, policy.name, index]))),
    ),
  );
  const before = answer(engine, question).decision;
  const after = answer(engine, { request, world: smaller }).decision;
  return before === after ? null : `${before} became ${after}`;
});
