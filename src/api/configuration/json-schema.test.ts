import { expect, it } from 'vitest';
import { configurationSchema } from './json-schema';

it('names the members of every kind of workload and allows no others', () => {
  const text = JSON.stringify(configurationSchema('https://gantry.example.com'));
  for (const name of [
    '"health_check_path"',
    '"postgres_user"',
    '"docker_compose_raw"',
    '"moved"',
    '"scheduled_tasks"',
  ])
    expect(text).toContain(name);
  const { properties } = JSON.parse(text);
  const { applications } = properties.environments.additionalProperties.properties;
  expect(applications.additionalProperties).toMatchObject({
    additionalProperties: false,
    required: expect.arrayContaining(['server_uuid', 'source', 'build_pack']),
  });
});
