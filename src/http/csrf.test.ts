import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { refuseForeignStream, requireSameOrigin } from './csrf';

const panel = 'https://panel.example.com';

function request(method: string, headers: Record<string, string>): IncomingMessage {
  return { method, headers } as unknown as IncomingMessage; // the two members that are read
}

function outcome(check: () => void): 'passes' | 'refused' {
  try {
    check();
    return 'passes';
  } catch {
    return 'refused';
  }
}

describe('a request with a cookie', () => {
  const cases: [string, string, Record<string, string>, 'passes' | 'refused'][] = [
    ['from the panel', 'POST', { 'sec-fetch-site': 'same-origin' }, 'passes'],
    ['typed by the user', 'POST', { 'sec-fetch-site': 'none' }, 'passes'],
    ['from a sub-domain', 'POST', { 'sec-fetch-site': 'same-site', origin: panel }, 'refused'],
    ['from elsewhere', 'POST', { 'sec-fetch-site': 'cross-site' }, 'refused'],
    ['from an older browser on the panel', 'PATCH', { origin: panel }, 'passes'],
    ['from an older browser elsewhere', 'DELETE', { origin: 'https://evil.example.com' }, 'refused'],
    ['from a sandboxed frame', 'POST', { origin: 'null' }, 'refused'],
    ['without a word about its origin', 'POST', {}, 'refused'],
    ['that only reads', 'GET', { 'sec-fetch-site': 'cross-site' }, 'passes'],
    [
      'with a form as its body',
      'POST',
      { 'sec-fetch-site': 'same-origin', 'content-length': '1', 'content-type': 'text/plain' },
      'refused',
    ],
    [
      'with JSON',
      'POST',
      {
        'sec-fetch-site': 'same-origin',
        'content-length': '2',
        'content-type': 'application/json; charset=utf-8',
      },
      'passes',
    ],
  ];
  it.each(cases)('%s: %s %j %s', (_, method, headers, expected) => {
    expect(outcome(() => requireSameOrigin(request(method, headers), panel))).toBe(expected);
  });
});

describe('an event stream with a cookie', () => {
  const cases: [Record<string, string>, 'passes' | 'refused'][] = [
    [{}, 'passes'],
    [{ 'sec-fetch-site': 'same-origin' }, 'passes'],
    [{ 'sec-fetch-site': 'cross-site' }, 'refused'],
    [{ origin: 'https://evil.example.com' }, 'refused'],
  ];
  it.each(cases)('%j %s', (headers, expected) => {
    expect(outcome(() => refuseForeignStream(request('GET', headers), panel))).toBe(expected);
  });
});
