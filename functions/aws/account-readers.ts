export const accountReaders = (..._: unknown[]): never => {
  throw new Error('not wired');
};
