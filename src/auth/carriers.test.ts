import { describe, expect, it } from 'vitest';
import { type CredentialHeaders, headerTokens } from './carriers';

const cases: [string, CredentialHeaders, { via: string; text: string }[]][] = [
  ['nothing', {}, []],
  ['X-API-Key', { 'x-api-key': ['k'] }, [{ via: 'api-key', text: 'k' }]],
  ['Bearer', { authorization: ['Bearer b'] }, [{ via: 'bearer', text: 'b' }]],
  ['Bearer in any case, with spaces', { authorization: ['bEaReR   b '] }, [{ via: 'bearer', text: 'b' }]],
  ['Coder-Session-Token', { 'coder-session-token': ['c'] }, [{ via: 'coder-token', text: 'c' }]],
  ['another scheme', { authorization: ['Basic dXNlcjpwYXNz'] }, []],
  ['a scheme that only begins alike', { authorization: ['BearerX b'] }, []],
  [
    'Bearer without a token, which is a wrong one',
    { authorization: ['Bearer'] },
    [{ via: 'bearer', text: '' }],
  ],
  [
    'all of them, in order',
    { authorization: ['Bearer b'], 'x-api-key': ['k'], 'coder-session-token': ['c'] },
    [
      { via: 'api-key', text: 'k' },
      { via: 'bearer', text: 'b' },
      { via: 'coder-token', text: 'c' },
    ],
  ],
  [
    'one header twice',
    { authorization: ['Bearer a', 'Basic x', 'Bearer b'], 'x-api-key': ['k', 'l'] },
    [
      { via: 'api-key', text: 'k' },
      { via: 'api-key', text: 'l' },
      { via: 'bearer', text: 'a' },
      { via: 'bearer', text: 'b' },
    ],
  ],
];

describe('tokens in headers', () => {
  it.each(cases)('%s', (_, headers, expected) => expect(headerTokens(headers)).toEqual(expected));
});
