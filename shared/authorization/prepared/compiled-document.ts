import type { PolicyDocument } from '../../policy/model.ts';
import { isOpen } from '../../policy/parse.ts';
import { CompiledStatement } from './compiled-statement.ts';

/** A document made ready. `open`: part of it could not be read and may hold any statement, of either effect. */
export interface CompiledDocument {
  readonly statements: readonly CompiledStatement[];
  readonly open: boolean;
}

/** One compilation for each document, however many worlds share it; it goes when the document goes. */
const compiled = new WeakMap<PolicyDocument, CompiledDocument>();

export function compileDocument(document: PolicyDocument): CompiledDocument {
  let result = compiled.get(document);
  if (result === undefined) {
    result = compileOnce(document);
    compiled.set(document, result);
  }
  return result;
}

/** A compilation that nobody else will ask for: remembering it would cost more than making it. */
export function compileOnce(document: PolicyDocument): CompiledDocument {
  const statements = document.statements.map((statement) => new CompiledStatement(statement, document.version));
  return { statements, open: isOpen(document) };
}
