import { editPolicies, editStatements } from '../testing/edit.ts';
import { answer } from '../testing/engines.ts';
import { fields } from '../testing/fields.ts';
import { holds } from '../testing/holds.ts';

/** Every list turned round, and its first entry said twice. */
function turned(values: unknown): unknown {
  return Array.isArray(values) && values.length > 0 ? [...values.toReversed(), values[0]] : values;
}

function turnedStatement(statement: unknown): unknown {
  const condition = Object.entries(fields(fields(statement)['Condition'])).toReversed();
  const elements = Object.entries(fields(statement)).map(([name, value]): [string, unknown] => {
    if (name !== 'Condition') return [name, turned(value)];
    const operators = condition.map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(fields(keys)).map(([key, values]) => [key, turned(values)])),
    ]);
    return [name, Object.fromEntries(operators)];
  });
  return Object.fromEntries(elements.toReversed());
}

holds('A02, F02 order and duplicates of statements, policies and values do not matter', (engine, question) => {
  const edited = editPolicies(question.world, (policy) =>
    editStatements(policy, (statements) => [...statements.map(turnedStatement).toReversed(), statements[0]]),
  );
  const world = {
    ...edited,
    identityPolicies: edited.identityPolicies.toReversed(),
    permissionsBoundaries: edited.permissionsBoundaries?.toReversed() ?? null,
    sessionPolicies: edited.sessionPolicies?.toReversed() ?? null,
    serviceControlPolicies: edited.serviceControlPolicies?.map((level) => level.toReversed()) ?? null,
  };
  const before = answer(engine, question).decision;
  const after = answer(engine, { world, request: question.request }).decision;
  return before === after ? null : `${before} became ${after}`;
});
