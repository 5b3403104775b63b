/**
 * A number in `[0, 1)` that looks random and is always the same for the same keys (whole numbers), which is how days
 * of history exist without being stored. Mixing as in MurmurHash3's 32-bit finaliser.
 */
export function fraction(...keys: number[]): number {
  let hash = 0x9e3779b9;
  for (const key of keys) {
    hash = mix(hash ^ (key >>> 0));
    hash = mix(hash ^ Math.floor(key / 2 ** 32));
  }
  return (hash >>> 0) / 2 ** 32;
}

function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
