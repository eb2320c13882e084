import { describe, expect, it } from 'vitest';
import { majorOfReference } from './image-version';
import { postgresql } from './postgresql';

describe('the major version of an image', () => {
  it.each([
    ['postgres:16-alpine', 16],
    ['postgres:18', 18],
    ['postgres:9.6', 9],
    ['pgvector/pgvector:pg17', 17],
    ['timescale/timescaledb:2.14.2-pg16', 16],
    ['localhost:5000/postgis/postgis:16-3.4', 16],
    ['mysql:8.4.3', 8],
    ['mongo:7', 7],
    ['redis:v7.2', 7],
    ['postgres:latest', null],
    ['postgres', null],
    ['postgres:alpine3.20', null],
    [`postgres@sha256:${'a'.repeat(64)}`, null],
  ])('%s is of %s', (reference, major) => expect(majorOfReference(reference)).toBe(major));

  it.each([
    [16, '/var/lib/postgresql/data'],
    [17, '/var/lib/postgresql/data'],
    [18, '/var/lib/postgresql'],
    [null, '/var/lib/postgresql/data'],
  ])('%s of PostgreSQL keeps its data in %s', (major, folder) =>
    expect(postgresql.dataFolder(major)).toBe(folder),
  );
});
