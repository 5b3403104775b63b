import { problems } from '@playhead/contracts';
import { describe, expect, it } from 'vitest';
import { ApiProblem, ConnectionLost, problemFor } from '../api/errors.ts';
import { describeError } from './describe-error.ts';
import { english } from './language.ts';

describe('an error in words', () => {
  it.each(Object.keys(problems))('has a title of ours for %s', (code) => {
    expect(Object.keys(english.messages)).toContain(`problem.${code}.title`);
  });

  it('says what to do when the VMS is down', () => {
    const { title, text } = describeError(new ApiProblem(problemFor('vms-unavailable')));

    expect(title).toBe('The VMS does not answer');
    expect(text).toContain('Try again in a few seconds');
  });

  it('shows the detail of the server where we have no text of ours', () => {
    const problem = { ...problemFor('request-invalid'), detail: 'duration must be a whole number.' };

    expect(describeError(new ApiProblem(problem)).text).toBe('duration must be a whole number.');
  });

  it('does not show the insides of an unexpected error', () => {
    expect(describeError(new TypeError('x is undefined')).text).not.toContain('undefined');
  });

  it('tells a lost connection from an error of the server', () => {
    expect(describeError(new ConnectionLost(new TypeError('fetch failed'))).title).toBe(
      'Playhead does not answer',
    );
  });
});
