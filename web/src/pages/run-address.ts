import { useParams, useSearchParams } from 'react-router';
import type { RunAddress } from '../paths.ts';

/** The run that the address names. */
export function useRunAddress(): RunAddress {
  const { customerId = '', accountId = '', runId = '' } = useParams();
  return { customerId, accountId, runId };
}

/** The ARN in the address, empty where there is none. */
export function useArn(): string {
  const [search] = useSearchParams();
  return search.get('arn') ?? '';
}

/** A key that changes with the run. */
export function runKey(run: RunAddress): string {
  return `${run.customerId}/${run.accountId}/${run.runId}`;
}
