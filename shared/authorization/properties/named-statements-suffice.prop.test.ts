import { editPolicies, editStatements } from '../testing/edit.ts';
import { answer } from '../testing/engines.ts';
import { holds } from '../testing/holds.ts';

holds('A12 the statements that the answer names give the same answer alone', (engine, question) => {
  const { request, world } = question;
  const before = answer(engine, question);
  if (before.decision !== 'allowed' && before.decision !== 'explicit-deny') return null;
  const named = new Set(
    before.because.map(({ layer, level, policy, statement }) => JSON.stringify([layer, level, policy, statement])),
  );
  const alone = editPolicies(world, (policy, { layer, level }) =>
    editStatements(policy, (statements) =>
      statements.filter((_, index) => named.has(JSON.stringify([layer, level, policy.name, index]))),
    ),
  );
  const after = answer(engine, { request, world: alone });
  return after.decision === before.decision ? null : `${before.decision} became ${after.decision}`;
});
