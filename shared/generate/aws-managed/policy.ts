import { type DocumentText, document, type StatementText } from '../document.ts';

/** A policy that AWS manages, as `get-account-authorization-details` lists it where it is attached. */
export interface AwsManaged {
  readonly arn: string;
  readonly name: string;
  readonly version: string;
  readonly document: DocumentText;
}

/** `path` as in `service-role/`; empty for none. */
export function awsManaged(path: string, name: string, version: number, ...statements: StatementText[]): AwsManaged {
  return {
    arn: `arn:aws:iam::aws:policy/${path}${name}`,
    name,
    version: `v${version}`,
    document: document(...statements),
  };
}

/** `s3 Get* List*` → `s3:Get*`, `s3:List*`; several services on lines of their own. */
export function actions(lines: string): readonly string[] {
  return lines
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [service = '', ...names] = line.trim().split(/\s+/);
      return names.map((name) => `${service}:${name}`);
    });
}
