import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { type Fault, unstorableTexts, validate } from '@playhead/contracts';
import { z } from 'zod';
import { DomainError } from '../problems/domain-error.ts';

/** So many faults are told; whoever sends a list of thousands learns enough from these. */
const MAX_TOLD = 20;

/** Refuses what does not fit the schema given to `@Body`, `@Query` or `@Param`, with a JSON pointer for each fault. */
export class ValidationPipe implements PipeTransform {
  /** @throws DomainError `request-invalid`. */
  transform(input: unknown, { type, data, schema }: ArgumentMetadata): unknown {
    if (type === 'custom') return input;
    const at = data === undefined ? [] : [data];
    if (!(schema instanceof z.ZodType)) return refuse(unstorableTexts(input, at), input);
    const result = validate(schema, input, at);
    return result.ok ? result.value : refuse(result.faults, undefined);
  }
}

/** Hands the input on when there is no fault in it. */
function refuse(faults: readonly Fault[], input: unknown): unknown {
  if (faults.length === 0) return input;
  const told = faults.slice(0, MAX_TOLD);
  const texts = told.map(({ pointer, detail }) =>
    pointer === '#' ? detail : `${pointer.slice(2)}: ${detail}`,
  );
  const more = faults.length > told.length ? [`And ${faults.length - told.length} more faults.`] : [];
  throw new DomainError('request-invalid', {
    detail: [...texts, ...more].join(' '),
    members: { errors: told },
  });
}
