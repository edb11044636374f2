/** Something that could not be loaded, in words for the page. */
export class LoadError extends Error {
  override readonly name = 'LoadError';
}

/** The text of an object of this origin. A page in place of an object is no object: single-page hosts answer so. */
export async function fetchText(path: string): Promise<string> {
  return (await get(path, {})).text();
}

/** Some bytes of an object, both ends included. */
export async function fetchRange(
  path: string,
  span: { readonly first: number; readonly last: number },
): Promise<string> {
  const response = await get(path, { range: `bytes=${span.first}-${span.last}` });
  if (response.status === 206) return response.text();
  // A host that does not know ranges sends everything.
  const bytes = new Uint8Array(await response.arrayBuffer());
  return new TextDecoder().decode(bytes.subarray(span.first, span.last + 1));
}

async function get(path: string, headers: Record<string, string>): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { headers: { accept: 'application/json, application/x-ndjson', ...headers } });
  } catch {
    throw new LoadError('The report could not be reached. Check the connection and try again.');
  }
  if (response.status === 404) throw new LoadError('There is no such report.');
  if (!response.ok) throw new LoadError(`The report could not be loaded (status ${response.status}).`);
  if (response.headers.get('content-type')?.startsWith('text/html')) throw new LoadError('There is no such report.');
  return response;
}

/** One value per line. */
export function parseLines<T>(text: string): T[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
