import { randomUUID } from 'node:crypto';
import { ApiError } from '../../http/api-error.ts';

/** What a client says of a bookmark. Times are ISO 8601 in UTC. */
export interface BookmarkContent {
  readonly header: string;
  readonly description: string;
  readonly timeBegin: string;
  readonly timeTriggered: string;
  readonly timeEnd: string;
  readonly reference: string;
  readonly devicePath: { readonly type: 'cameras'; readonly id: string };
}

/** A bookmark as it is told. */
export interface Bookmark extends BookmarkContent {
  readonly id: string;
  /** Who made it. */
  readonly user: string;
}

/** The bookmarks of the site (protocol reference §7.1). */
export class Bookmarks {
  private all: readonly Bookmark[] = [];
  private numbered = 0;

  /** @throws ApiError 404 */
  get(id: string): Bookmark {
    const bookmark = this.all.find((one) => one.id === id.toLowerCase());
    if (bookmark === undefined)
      throw new ApiError(404, `Bookmark not found. bookmarks/${id}`, { body: 'bare' });
    return bookmark;
  }

  /** One without a reference is given the next. */
  create(content: BookmarkContent, user: string): Bookmark {
    this.numbered += 1;
    const reference = content.reference || `no.${String(this.numbered).padStart(6, '0')}`;
    const bookmark = { ...content, reference, id: randomUUID(), user };
    this.all = [...this.all, bookmark];
    return bookmark;
  }

  replace(bookmark: Bookmark): void {
    this.all = this.all.map((one) => (one.id === bookmark.id ? bookmark : one));
  }

  /** @throws ApiError 404 */
  remove(id: string): void {
    const bookmark = this.get(id);
    this.all = this.all.filter((one) => one !== bookmark);
  }

  reset(): void {
    this.all = [];
    this.numbered = 0;
  }
}
