/**
 * Who is missing among the live instances, look after look. One that is missing once may only have begun, or have been
 * kept from saying that it lives, as all are while the database is away; two looks are further apart than two beats.
 */
export class Absences {
  private missing: ReadonlySet<string> = new Set();

  /** Whether an instance may live, by what this look and the one before it tell. */
  look(live: ReadonlySet<string>): (id: string) => boolean {
    const before = this.missing;
    const now = new Set<string>();
    this.missing = now;
    return (id) => {
      if (live.has(id)) return true;
      now.add(id);
      return !before.has(id);
    };
  }

  /** A look that failed tells nothing: what was missing before it counts anew. */
  forget() {
    this.missing = new Set();
  }
}
