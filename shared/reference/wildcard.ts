/**
 * A pattern as a list of pieces. Text that came out of a variable is always literal (G08): a `*` in a tag's value is
 * a star, not a wildcard.
 */
export type Piece =
  | { readonly kind: 'character'; readonly character: string }
  /** `?`: exactly one character (E14). */
  | { readonly kind: 'one' }
  /** `*`: any run of characters, also none. */
  | { readonly kind: 'run' };

export function literal(text: string): Piece[] {
  return text.split('').map((character) => ({ kind: 'character', character }));
}

/** Reads `*` and `?` as wildcards. */
export function wildcards(text: string): Piece[] {
  return text.split('').map((character): Piece => {
    if (character === '*') return { kind: 'run' };
    if (character === '?') return { kind: 'one' };
    return { kind: 'character', character };
  });
}

/** The pieces' text, wildcards as they are written: for operators that know no wildcards (F12). */
export function textOf(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => (piece.kind === 'character' ? piece.character : piece.kind === 'run' ? '*' : '?'))
    .join('');
}

/**
 * Whether the whole text matches the whole pattern: `table[p][t]` says whether the first `p` pieces match the first
 * `t` characters.
 *
 * `mayTake(pieceIndex, textIndex)` can forbid a wildcard to take a character: ARNs use it for colons (E20).
 */
export function matches(
  pieces: readonly Piece[],
  text: string,
  mayTake: (pieceIndex: number, textIndex: number) => boolean = () => true,
): boolean {
  const table: boolean[][] = [];
  for (let p = 0; p <= pieces.length; p += 1) {
    const row: boolean[] = [];
    for (let t = 0; t <= text.length; t += 1) row.push(cell(p, t, row));
    table.push(row);
  }
  return table[pieces.length]?.[text.length] === true;

  function cell(p: number, t: number, row: readonly boolean[]): boolean {
    if (p === 0) return t === 0;
    const piece = pieces[p - 1];
    const withoutPiece = table[p - 1];
    if (piece === undefined || withoutPiece === undefined) return false;
    if (piece.kind === 'run') {
      const takesNothing = withoutPiece[t] === true;
      const takesOneMore = t > 0 && row[t - 1] === true && mayTake(p - 1, t - 1);
      return takesNothing || takesOneMore;
    }
    if (t === 0 || withoutPiece[t - 1] !== true) return false;
    if (piece.kind === 'one') return mayTake(p - 1, t - 1);
    return text[t - 1] === piece.character;
  }
}
