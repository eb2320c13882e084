import { expect, test } from 'vitest';
import { matrixRow } from '../../domain/permission/role-matrix';
import { roleTemplates } from './role-templates';

test.each(roleTemplates)(
  '$title holds each permission once, and only what a custom role may hold',
  (template) => {
    expect(new Set(template.permissions).size).toBe(template.permissions.length);
    expect(template.permissions.filter((permission) => matrixRow(permission).custom !== 'list')).toEqual([]);
  },
);
