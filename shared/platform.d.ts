/** What `shared/` uses of the platform beside ECMAScript: text encoding, the same in Node, Lambda and browsers. */
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}
