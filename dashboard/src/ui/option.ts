import { searchKey } from '@playhead/contracts';

/** One of very many choices. */
export type Option = {
  readonly value: string;
  readonly label: string;
  /** What it is found by, as `searchKey` folds it, where that is more than its label. */
  readonly searchKey?: string;
};

/** Whether every word of `search` is in what the option is found by, spelt as people type it. */
export function matches(option: Option, search: string): boolean {
  const key = option.searchKey ?? searchKey(option.label);
  return searchKey(search)
    .split(' ')
    .every((word) => key.includes(word));
}
