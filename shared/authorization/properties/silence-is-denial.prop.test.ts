import { editPolicies, editStatements } from '../testing/edit.ts';
import { answer } from '../testing/engines.ts';
import { fields } from '../testing/fields.ts';
import { holds } from '../testing/holds.ts';

holds('A01 without an allow nothing is allowed, but to root in its own account', (engine, { world, request }) => {
  const name = request.action.toLowerCase();
  if (request.principal.kind === 'root' || name === 'sts:getcalleridentity' || name === 'sts:getsessiontoken')
    return null;
  const silent = editPolicies({ ...world, facts: null }, (policy) =>
    editStatements(policy, (statements) => statements.filter((one) => fields(one)['Effect'] === 'Deny')),
  );
  const { decision } = answer(engine, { world: silent, request });
  return decision === 'allowed' ? 'allowed without an allow' : null;
});
