import { describe, expect, it } from 'vitest';
import { appRouter } from '../../api/root';
import { operationsOf } from '../rest/operations';
import { operationId } from './operation-id';

describe('the id of an operation', () => {
  const idOf = (procedure: string, type: 'query' | 'mutation' = 'query') => operationId({ procedure, type });

  it('is verb and noun, in the words of the wire', () => {
    expect(idOf('application.get')).toBe('get-application');
    expect(idOf('privateKey.list')).toBe('list-private-keys');
    expect(idOf('webhookDelivery.listByApplication')).toBe('list-webhook-deliveries-by-application');
    expect(idOf('stack.logs')).toBe('get-service-logs');
    expect(idOf('database.createRedis', 'mutation')).toBe('create-database-redis');
    expect(idOf('projectVariable.listEnvs')).toBe('list-project-envs');
    expect(idOf('application.bulkUpdateEnvs', 'mutation')).toBe('bulk-update-application-envs');
  });

  it.each(['v1', 'v2'] as const)('is another for each operation of %s', (surface) => {
    const ids = operationsOf(appRouter, surface).map(operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
  });
});
