import { expect, it } from 'vitest';
import { tagNames } from './tag-names';

it.each<[string, string[], string[]]>([
  ['Shop', [], ['shop']],
  ['shop, api ,shop,,', [], ['shop', 'api']],
  ['a,b', ['a,b'], ['a,b']],
  ['x,a , b,y', ['a, b'], ['x', 'a, b', 'y']],
  ['a,b,c', ['a,b', 'a,b,c'], ['a,b,c']],
  ['a,bc', ['a,b'], ['a', 'bc']],
  ['a', ['a,b'], ['a']],
  ['a,,b', ['a,,b'], ['a,,b']],
])('%j with the tags %j is %j', (text, withCommas, names) => {
  expect(tagNames(text, withCommas)).toEqual(names);
});
