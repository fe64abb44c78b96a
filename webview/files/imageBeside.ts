/** Arrays of any kind. */
interface Listed<T> {
  readonly length: number;
  readonly [place: number]: T;
  indexOf(each: T): number;
}

/** The next image among others, or the one before; round the ends. Undefined where there is none but this one. */
export function imageBeside<T>(
  all: Listed<T>,
  from: T,
  by: 1 | -1,
  isImage: (each: T) => boolean,
): T | undefined {
  const { length } = all;
  const at = all.indexOf(from);
  for (let i = 1; i <= length; i++) {
    const other = all[(((at + by * i) % length) + length) % length];
    if (other !== undefined && other !== from && isImage(other)) return other;
  }
  return undefined;
}
