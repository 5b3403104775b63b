/** What a list is narrowed to, `''` being everything, and which of its pages is shown, from 0. */
type Narrowed = { readonly page: number; readonly [filter: string]: string | number };

/** The page that an address names, from 0. Nonsense in it counts as the first. */
export function pageIn(params: URLSearchParams): number {
  const page = Number(params.get('page') ?? 1);
  return Number.isInteger(page) && page > 0 ? page - 1 : 0;
}

/** The part of the address that tells what is shown of a list; what is not narrowed, and the first page, go without saying. */
export function listAddress({ page, ...filters }: Narrowed): URLSearchParams {
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value !== '') address.set(name, String(value));
  if (page > 0) address.set('page', String(page + 1));
  return address;
}
