import { z } from 'zod';

/** What is pushed to clients (protocol reference §6): a CloudEvent. */
export interface CameraEvent {
  specversion: '1.0';
  id: string;
  /** `cameras/{id}`. */
  source: string;
  type: string;
  time: string;
  stategroupid: string;
}

const Some = z.array(z.string()).transform((texts) => texts.map((text) => text.toLowerCase()));

/** Which events a subscription wants, or does not. */
export const Filter = z.object({
  modifier: z
    .string()
    .transform((text) => text.toLowerCase())
    .pipe(z.enum(['include', 'exclude'])),
  resourceTypes: Some,
  sourceIds: Some,
  eventTypes: Some,
});
export type Filter = z.output<typeof Filter>;

/** Whether a subscription wants an event: one of its filters includes it, and none excludes it. */
export function isWanted(filters: readonly Filter[], { source, type }: CameraEvent): boolean {
  const [resourceType = '', sourceId = ''] = source.split('/');
  const covers = ({ resourceTypes, sourceIds, eventTypes }: Filter) =>
    has(resourceTypes, resourceType) && has(sourceIds, sourceId) && has(eventTypes, type);
  const covering = filters.filter(covers).map(({ modifier }) => modifier);
  return covering.includes('include') && !covering.includes('exclude');
}

const has = (texts: readonly string[], text: string) =>
  texts.includes('*') || texts.includes(text.toLowerCase());
