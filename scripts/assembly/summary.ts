import { type Assembly, readAssembly } from './template.ts';

/** How much an assembly declares. */
export function summaryOf(folder: string): { resources: number; functions: number; machines: number } {
  const assembly: Assembly = readAssembly(folder);
  const resources = [...assembly.resources.values()];
  return {
    resources: resources.length,
    functions: resources.filter(({ Type }) => Type === 'AWS::Lambda::Function').length,
    machines: resources.filter(({ Type }) => Type === 'AWS::StepFunctions::StateMachine').length,
  };
}
