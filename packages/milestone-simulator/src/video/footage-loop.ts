import type { Take } from './take.ts';

/** The user's own footage as JPEG pictures, shown over and over; which one follows from the time alone. */
export class FootageLoop {
  constructor(private readonly jpegs: readonly Buffer[]) {}

  *pictures({ first, step, count }: Take): Generator<Buffer> {
    const length = this.jpegs.length;
    for (let index = 0; index < count; index += 1) {
      const jpeg = this.jpegs[(((first + step * index) % length) + length) % length];
      if (jpeg) yield jpeg;
    }
  }
}
