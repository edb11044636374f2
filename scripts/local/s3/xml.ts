import { escapeXml } from '../http/xml.ts';

export type XmlChild = string | number | boolean | undefined | readonly string[];

/** An element of already written children, or of text; undefined is left out, an array stands as it is. */
export function element(name: string, content: XmlChild): string {
  if (content === undefined) return '';
  const inner = Array.isArray(content) ? content.join('') : escapeXml(String(content));
  return `<${name}>${inner}</${name}>`;
}

export function document(root: string, namespace: string, children: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${namespace}">${children.join('')}</${root}>`;
}

/** The text of every element of a name, in a document as the SDK writes it (no attributes, no CDATA). */
export function textsOf(xml: string, name: string): string[] {
  const texts = [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map((match) => match[1] ?? '');
  return texts.map((text) =>
    text
      .replaceAll('&#34;', '"')
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&apos;', "'")
      .replaceAll('&amp;', '&'),
  );
}
