import type { Analysis } from '../ports/analysis.ts';
export const accountAnalysis: Analysis = {
  open() {
    throw new Error('not wired');
  },
};
