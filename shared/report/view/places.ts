/**
 * Ascending places as short text: runs separated by commas, each the gap since the run before (base 36) and, after a
 * plus, how many more follow. `0+4,4` is 0, 1, 2, 3, 4, 9.
 */
export class PlacesText {
  #text = '';
  #start = -1;
  #end = -1;
  #previousEnd = -1;

  /** Places must come in ascending order. */
  add(place: number): void {
    if (place === this.#end + 1 && this.#start >= 0) {
      this.#end = place;
      return;
    }
    this.#flush();
    this.#start = place;
    this.#end = place;
  }

  text(): string {
    this.#flush();
    this.#start = -1;
    return this.#text;
  }

  #flush(): void {
    if (this.#start < 0) return;
    const gap = (this.#start - this.#previousEnd - 1).toString(36);
    const more = this.#end - this.#start;
    this.#text += `${this.#text === '' ? '' : ','}${gap}${more === 0 ? '' : `+${more.toString(36)}`}`;
    this.#previousEnd = this.#end;
  }
}

/** Visits the places of such a text in order. */
export function readPlaces(text: string, visit: (place: number) => void): void {
  if (text === '') return;
  let next = 0;
  for (const run of text.split(',')) {
    const plus = run.indexOf('+');
    const gap = Number.parseInt(plus < 0 ? run : run.slice(0, plus), 36);
    const more = plus < 0 ? 0 : Number.parseInt(run.slice(plus + 1), 36);
    next += gap;
    for (let place = next; place <= next + more; place++) visit(place);
    next += more + 1;
  }
}
