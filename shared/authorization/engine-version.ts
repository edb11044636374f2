/**
 * Version of the rules as this engine reads them. It changes with every change that can turn a decision, so that
 * a report can tell what changed in the account from what changed in us.
 */
export const ENGINE_VERSION = '1.0';
