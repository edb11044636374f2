import { answer } from '../testing/engines.ts';
import { holds } from '../testing/holds.ts';
import { damagedQuestions } from '../testing/questions.ts';

holds(
  'F32 an answer is undetermined if and only if something not evaluated could change it',
  (engine, question) => {
    const { decision, notEvaluated } = answer(engine, question);
    const couldChange = notEvaluated.some((one) => one.couldChange);
    if ((decision === 'undetermined') === couldChange) return null;
    return `${decision}, and ${couldChange ? 'something' : 'nothing'} could change it`;
  },
  damagedQuestions(),
);
