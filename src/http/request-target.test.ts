import { describe, expect, it } from 'vitest';
import { isDecodable, requestTarget } from './request-target';

describe('the target of a request', () => {
  it.each([
    ['/projects', '/projects', ''],
    ['/a?b=c?d', '/a', 'b=c?d'],
    ['/?', '/', ''],
    ['http://elsewhere.example/api/v1/version?x=1', '/api/v1/version', 'x=1'],
    ['HTTPS://elsewhere.example:8443', '/', ''],
    ['http://elsewhere.example?x', '/', 'x'],
    ['//elsewhere.example/a', '/elsewhere.example/a', ''],
    ['/http://elsewhere.example', '/http:/elsewhere.example', ''],
    ['//api/v1/applications', '/api/v1/applications', ''],
    ['/api/v1//applications///?a=//', '/api/v1/applications/', 'a=//'],
    ['http://gantry.example//api/v1', '/api/v1', ''],
    ['/api/v1/%2F/applications', '/api/v1/%2F/applications', ''],
    ['/a%20b', '/a%20b', ''],
    ['/a?%', '/a', '%'],
  ])('of %s', (url, path, search) => expect(requestTarget(url)).toEqual({ path, search }));

  it.each(['*', '', 'a', '?a'])('is nothing for %j', (url) => expect(requestTarget(url)).toBeNull());

  it.each(['/%', '/projects/%E0%A4%A', '/%ff', '/%zz'])('%s cannot be decoded', (path) =>
    expect(isDecodable(path)).toBe(false),
  );
});
