/** Something that could not be loaded, in words for the page. */
export class LoadError extends Error {
  override readonly name = 'LoadError';
}

/** The text of an object of this origin. A page in place of an object is no object: single-page hosts answer so. */
export async function fetchText(path: string): Promise<string> {
  let response: Response;
  try {
    response = await fetch(path, { headers: { accept: 'application/json, application/x-ndjson' } });
  } catch {
    throw new LoadError('The report could not be reached. Check the connection and try again.');
  }
  if (response.status === 404) throw new LoadError('There is no such report.');
  if (!response.ok) throw new LoadError(`The report could not be loaded (status ${response.status}).`);
  if (response.headers.get('content-type')?.startsWith('text/html')) throw new LoadError('There is no such report.');
  return response.text();
}

/** One value per line. */
export function parseLines<T>(text: string): T[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
