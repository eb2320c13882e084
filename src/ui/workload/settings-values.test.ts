import { expect, test } from 'vitest';
import type { SettingField } from './setting-field';
import { changedSettings, settingValues } from './settings-values';

const fields: SettingField[] = [
  { name: 'name', label: 'Name', kind: 'text' },
  { name: 'description', label: 'Description', kind: 'area' },
  { name: 'health_check_retries', label: 'Tries', kind: 'number' },
  { name: 'is_spa', label: 'Single page', kind: 'switch' },
];

test('numbers become text, null becomes empty', () => {
  const application = {
    name: 'web',
    description: null,
    health_check_retries: 10,
    is_spa: true,
  };
  expect(settingValues(application, fields)).toEqual({
    name: 'web',
    description: '',
    health_check_retries: '10',
    is_spa: true,
  });
});

test('only what was edited is sent, in the wire’s types', () => {
  const values = { name: 'web', description: '', health_check_retries: '5', is_spa: false };
  const dirty = { description: true, health_check_retries: true, is_spa: true };
  expect(changedSettings(fields, values, dirty)).toEqual({
    description: null,
    health_check_retries: 5,
    is_spa: false,
  });
});
