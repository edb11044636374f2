import { useEffect, useState } from 'react';
import { LoadError } from './fetch.ts';

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly message: string };

/** Loads when `key` changes; an answer that comes too late is dropped. */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [loaded, setLoaded] = useState<{ key: string; value: Loaded<T> }>({ key, value: { state: 'loading' } });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` names what `load` loads
  useEffect(() => {
    let current = true;
    setLoaded({ key, value: { state: 'loading' } });
    load().then(
      (value) => current && setLoaded({ key, value: { state: 'ready', value } }),
      (error: unknown) => current && setLoaded({ key, value: { state: 'failed', message: words(error) } }),
    );
    return () => {
      current = false;
    };
  }, [key]);
  return loaded.key === key ? loaded.value : { state: 'loading' };
}

/** The one place that turns errors into words. */
function words(error: unknown): string {
  if (error instanceof LoadError) return error.message;
  return 'The report is damaged: a file of it could not be read.';
}
