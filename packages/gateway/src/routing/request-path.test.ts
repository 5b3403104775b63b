import { describe, expect, it } from 'vitest';
import { parseRequestPath } from './request-path.ts';

describe('the address of a request', () => {
  it.each([
    ['/api/v1/cameras', '/api/v1/cameras', ''],
    ['/api/v1/cameras?limit=10&search=a%2Fb', '/api/v1/cameras', '?limit=10&search=a%2Fb'],
    ['/api?next=/../x', '/api', '?next=/../x'],
    ['//api///v1//cameras', '/api/v1/cameras', ''],
    ['/%61pi/v1', '/api/v1', ''],
    ['/a%2fb%7e', '/a%2Fb~', ''],
    ['/%E2%82%AC', '/%E2%82%AC', ''],
    ['/...', '/...', ''],
    ['/.well-known/x', '/.well-known/x', ''],
    ['/100%25', '/100%25', ''],
  ])('reads %s as %s', (target, path, search) => {
    expect(parseRequestPath(target)).toEqual({ path, search });
  });

  it.each([
    '/api/../secret',
    '/api/./x',
    '/..',
    '/api/%2e%2e/secret',
    '/api/%2E%2e%2fsecret',
    '/api/..;/secret',
    '/api/..%3b/secret',
    '/api/..\\secret',
    '/api/%5c..%5csecret',
    '/api%00',
    '/api%0d%0aX: y',
    '/api%',
    '/api/%zz',
    '/api/%c0%ae%c0%ae/',
    '/api /x',
    '/käse',
    '/api#part',
    'http://elsewhere.example/api',
    '*',
    '',
  ])('refuses %s', (target) => {
    expect(parseRequestPath(target)).toBeUndefined();
  });
});
