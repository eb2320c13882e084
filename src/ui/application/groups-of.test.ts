import { expect, it } from 'vitest';
import { composeRefusal } from '../../domain/workload/compose-settings';
import { groupsOf } from './groups-of';

const source = {
  build_pack: 'dockercompose',
  docker_registry_image_name: null,
  docker_registry_image_tag: null,
};

it.each([
  ['a repository', 'https://github.com/acme/shop', true],
  ['Gantry', null, false],
])('asks of a compose file of %s for nothing that is refused', (_, git_repository, isOfRepository) => {
  const application = { ...source, git_repository, git_branch: 'main' };
  const names = groupsOf(application).flatMap(({ fields }) => fields.map(({ name }) => name));
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => composeRefusal(name, { isOfRepository }) !== null)).toEqual([]);
});
