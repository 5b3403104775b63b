import { StandardSchemaValidationPipe } from '@nestjs/common';
import { DomainError } from '../problems/domain-error.ts';

type Issues = Parameters<
  NonNullable<NonNullable<ConstructorParameters<typeof StandardSchemaValidationPipe>[0]>['exceptionFactory']>
>[0];

/** Refuses what does not fit the schema given to `@Body`, `@Query` or `@Param`, with a JSON pointer for each fault. */
export const validationPipe = () => new StandardSchemaValidationPipe({ exceptionFactory: requestInvalid });

function requestInvalid(issues: Issues): DomainError {
  const errors = issues.map(({ path = [], message }) => ({
    pointer: `#/${path.map((part) => String(typeof part === 'object' ? part.key : part)).join('/')}`,
    detail: message,
  }));
  const detail = errors.map(({ pointer, detail }) =>
    pointer === '#/' ? detail : `${pointer.slice(2)}: ${detail}`,
  );
  return new DomainError('request-invalid', { detail: detail.join(' '), members: { errors } });
}
