import { beforeEach, expect, it } from 'vitest';
import { Recent } from './recent';

let time: number;
let recent: Recent<string>;
beforeEach(() => {
  time = 0;
  recent = new Recent({ ms: 100, most: 3, now: () => time });
  time = 100;
});

it('lists what arrived in its time, oldest first', () => {
  recent.add('a');
  time = 150;
  recent.add('b');
  expect(recent.list()).toEqual(['a', 'b']);
  time = 200;
  expect(recent.list()).toEqual(['b']);
  time = 250;
  expect(recent.list()).toEqual([]);
});

it('knows nothing of the time before it began', () => {
  time = 99;
  expect(recent.list()).toBeNull();
});

it('says so while more arrived than it keeps', () => {
  for (const item of ['a', 'b', 'c', 'd']) recent.add(item);
  expect(recent.list()).toBeNull();
  time = 200;
  expect(recent.list()).toEqual([]);
});

it('says so for as long as a gap is in its time', () => {
  recent.addGap();
  recent.add('a');
  expect(recent.list()).toBeNull();
  time = 199;
  recent.add('b');
  expect(recent.list()).toBeNull();
  time = 200;
  expect(recent.list()).toEqual(['b']);
});
