/** Figures as the benchmark prints them. */
export function seconds(value: number): string {
  return `${value < 10 ? value.toFixed(2) : thousands(value)} s`;
}

export function thousands(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

export function sumOf<T>(list: readonly T[], of: (element: T) => number): number {
  return list.reduce((total, element) => total + of(element), 0);
}
