import { describe, expect, it } from 'vitest';
import { CliError, helpText, readCommandLine, withOptions } from './command-line.ts';

describe('the command line', () => {
  it('sets the variables that its options stand for', () => {
    const words = ['--scenario', 'site.yaml', '--port=0', '--recorder-port', '17563', '--footage', 'a.mp4'];

    expect(readCommandLine(words)).toEqual({
      wish: 'run',
      variables: {
        SIMULATOR_SCENARIO: 'site.yaml',
        SIMULATOR_PORT: '0',
        SIMULATOR_RECORDER_PORT: '17563',
        SIMULATOR_FOOTAGE: 'a.mp4',
      },
    });
  });

  it('unsets the recorders’ port where the REST contract is all that is wanted', () => {
    const { variables } = readCommandLine(['--rest-only', '--recorder-port', '17563']);

    expect(variables).toEqual({ SIMULATOR_RECORDER_PORT: undefined });
  });

  it.each([
    ['--help', 'help'],
    ['-h', 'help'],
    ['--version', 'version'],
  ])('%s asks for the %s', (word, wish) => {
    expect(readCommandLine([word]).wish).toBe(wish);
  });

  it.each([[['--prot', '1']], [['--port']], [['site.yaml']]])('%j is refused, with a hint', (words) => {
    expect(() => readCommandLine(words)).toThrow(CliError);
    expect(() => readCommandLine(words)).toThrow(/\. See --help\.$/);
  });

  it('says which option it is where the message names a variable', () => {
    expect(
      withOptions('A port is taken. Set SIMULATOR_PORT or SIMULATOR_RECORDER_PORT, not SIMULATOR_X.'),
    ).toBe(
      'A port is taken. Set --port (SIMULATOR_PORT) or --recorder-port (SIMULATOR_RECORDER_PORT), not SIMULATOR_X.',
    );
  });

  it('tells each option in its help', () => {
    for (const option of ['--scenario', '--port', '--recorder-port', '--footage', '--version'])
      expect(helpText).toContain(option);
  });
});
