import { problems } from '@playhead/contracts';
import { describe, expect, it } from 'vitest';
import { ApiProblem, ConnectionLost, problemFor } from '../api/errors.ts';
import { describeError } from './describe-error.ts';
import { chooseLanguage, english } from './language.ts';

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

  it('says how many cameras record where no more may', () => {
    const problem = { ...problemFor('recording-limit-reached'), activeRecordings: 12, limit: 12 };

    expect(describeError(new ApiProblem(problem)).text).toContain(
      '12 cameras are recording, and 12 may at a time',
    );
  });

  it.each(['en', 'ar'] as const)('says why the VMS refuses, in %s', async (language) => {
    await chooseLanguage(language);
    const problem = { ...problemFor('vms-refused'), detail: 'The camera is disabled in the VMS.' };

    expect(describeError(new ApiProblem(problem)).text).toContain('The camera is disabled in the VMS.');
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
