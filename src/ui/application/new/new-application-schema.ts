import { z } from 'zod';
import { domainList } from '../../../domain/input/address/domain-list';
import { parseImageReference } from '../../../domain/input/docker/image-reference';
import { gitBranch } from '../../../domain/input/git/git-branch';
import { gitRepository } from '../../../domain/input/git/git-repository';

export const sources = ['image', 'public', 'github-app', 'deploy-key', 'dockerfile'] as const;

const shape = z.object({
  source: z.enum(sources),
  image: z.string().trim(),
  git_repository: z.string().trim(),
  git_branch: z.string().trim(),
  private_key_uuid: z.string(),
  github_app_uuid: z.string(),
  gitlab_app_uuid: z.string(),
  build_pack: z.enum(['dockerfile', 'static', 'nixpacks', 'railpack', 'buildpacks', 'dockercompose']),
  base_directory: z.string().trim(),
  docker_compose_location: z.string().trim(),
  dockerfile: z.string(),
  name: z.string().trim(),
  project_uuid: z.string().min(1, 'Choose a project.'),
  environment_uuid: z.string().min(1, 'Choose an environment.'),
  server_uuid: z.string().min(1, 'Choose a server.'),
  domains: z.string().trim(),
  ports_exposes: z.string().trim(),
  instant_deploy: z.boolean(),
});

export type NewApplication = z.infer<typeof shape>;

/** Whether a compose file in the repository defines what runs: its services then have the ports and domains. */
export function isComposed({ source, build_pack }: Pick<NewApplication, 'source' | 'build_pack'>): boolean {
  return build_pack === 'dockercompose' && source !== 'image' && source !== 'dockerfile';
}

/** Schema of the form. Each source has its own required fields; the fields of other sources are not checked. */
export const newApplicationSchema = shape.superRefine((values, context) => {
  const check = (path: keyof NewApplication, schema: z.ZodType, message?: string) => {
    const result = schema.safeParse(values[path]);
    if (!result.success)
      context.addIssue({ code: 'custom', path: [path], message: message ?? result.error.issues[0]?.message });
  };
  if (values.domains !== '' && !isComposed(values)) check('domains', domainList);
  if (values.source === 'image')
    check(
      'image',
      z.string().refine((text) => parseImageReference(text) !== null),
      'Must be an image such as nginx:alpine.',
    );
  if (values.source === 'dockerfile') check('dockerfile', z.string().regex(/\S/), 'Paste a Dockerfile.');
  if (values.source === 'github-app') {
    check('github_app_uuid', z.string().min(1), 'Choose a GitHub App.');
    check('git_repository', z.string().min(1), 'Choose a repository.');
  }
  if (values.source === 'public' || values.source === 'deploy-key') {
    check('git_repository', gitRepository);
    check('git_branch', gitBranch);
  }
  if (values.source === 'deploy-key')
    check('private_key_uuid', z.string().min(1), 'Choose the key that can read the repository.');
});
