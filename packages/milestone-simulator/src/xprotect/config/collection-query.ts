import { z } from 'zod';
import { ApiError } from '../../http/api-error.ts';

const PAGE_SIZE = 100;
const MOST_PER_PAGE = 1000;

const Paging = z.object({
  page: z.coerce.number().int().min(0).default(0),
  size: z.coerce.number().int().min(1).max(MOST_PER_PAGE).default(PAGE_SIZE),
});

/** The switches and filters of a call (protocol reference §2.2). A switch has no value. */
export const QueryParameters = z.record(z.string(), z.string());
export type QueryParameters = z.infer<typeof QueryParameters>;

const switches = ['disabled', 'tasks', 'noData', 'resources', 'definitions'];
const reserved = ['page', 'size', 'language', 'include', ...switches];

const FILTER = /^(?:(lt|gt|notEquals|startsWith|contains):)?'(.*)'$/s;

export type Resource = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly enabled?: boolean;
};

/**
 * A page of a collection: disabled items only where asked for, filters applied, no total.
 *
 * @throws ApiError 400 for a page or filter that makes no sense.
 */
export function select<R extends Resource>(items: readonly R[], parameters: QueryParameters): R[] {
  const paging = Paging.safeParse(parameters);
  if (!paging.success) throw new ApiError(400, 'page and size are whole numbers.');
  const { page, size } = paging.data;
  const filters = Object.entries(parameters)
    .filter(([name]) => !reserved.includes(name))
    .map(([name, text]) => filter(name, text));
  return items
    .filter((item) => 'disabled' in parameters || item.enabled !== false)
    .filter((item) => filters.every((accepts) => accepts(item)))
    .slice(page * size, (page + 1) * size);
}

function filter(name: string, text: string): (item: Resource) => boolean {
  const [, operator, wanted] = FILTER.exec(text) ?? [];
  if (wanted === undefined) throw new ApiError(400, `Filters look like ${name}='value'.`);
  return (item) => matches(String(item[name] ?? ''), operator, wanted);
}

function matches(actual: string, operator: string | undefined, wanted: string): boolean {
  switch (operator) {
    case 'lt':
      return actual < wanted;
    case 'gt':
      return actual > wanted;
    case 'notEquals':
      return actual !== wanted;
    case 'startsWith':
      return actual.startsWith(wanted);
    case 'contains':
      return actual.includes(wanted);
    default:
      return actual === wanted;
  }
}
