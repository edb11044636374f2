import { describe, expect, test } from 'vitest';
import { decide } from '../../../shared/authorization/decide.ts';
import { referenceDecide } from '../../../shared/reference/decide.ts';
import { casesFolder } from '../cases.ts';
import { byAccess, byDecisions } from './testing/access-question.ts';
import { awsDocs } from './testing/aws-docs.ts';
import { iamspy } from './testing/iamspy.ts';
import { type Evaluators, score, scoreLines } from './testing/score.ts';

/** A case that the documentation itself decides otherwise: its id, and the page. Nothing else may disagree. */
const DECIDED_BY_THE_PAGE: Readonly<Record<string, string>> = {};

const EVALUATORS: Readonly<Record<string, Evaluators>> = {
  reference: { decide: referenceDecide, access: byDecisions(referenceDecide) },
  engine: { decide, access: byDecisions(decide) },
  access: { decide: null, access: byAccess },
};

const folder = casesFolder();

describe.skipIf(folder === null)(`known answers${folder === null ? ' (not present: skipped)' : ''}`, () => {
  test.each(Object.entries(EVALUATORS))(
    'every one of them that can be put to it, by the %s evaluator',
    (name, evaluators) => {
      const scores = score([...awsDocs(folder ?? ''), ...iamspy(folder ?? '')], evaluators);
      console.log([`${name}:`, ...scoreLines(scores)].join('\n'));
      expect(scores.reduce((agree, file) => agree + file.agree, 0)).toBeGreaterThan(0);
      const unexplained = scores.flatMap(({ disagree }) => disagree.filter(({ id }) => !(id in DECIDED_BY_THE_PAGE)));
      expect(unexplained).toEqual([]);
    },
  );
});
