import { useMutation } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { useServerForm } from '../../forms/use-server-form';
import { paths } from '../../paths';
import { useCan } from '../../session/use-can';
import { type Inputs, type Outputs, useTRPC } from '../../trpc';

/** Fields of every new service, whatever the source of its compose file. */
export interface NewStack {
  name: string;
  docker_compose_raw: string;
  ignore_unknown_keys: boolean;
  project_uuid: string;
  environment_uuid: string;
  server_uuid: string;
  instant_deploy: boolean;
}

type Source = Pick<Inputs['stack']['create'], 'type' | 'docker_compose_raw' | 'ignore_unknown_keys'>;

/**
 * Form of a new service, which opens its page when it is created.
 * @param toSource maps the values to the source of the service
 */
export function useCreateStack(
  servers: Outputs['server']['list'],
  initial: Partial<NewStack>,
  toSource: (values: NewStack) => Source,
) {
  const search = useSearchParams();
  const router = useRouter();
  const create = useMutation(useTRPC().stack.create.mutationOptions());
  const firstServer = servers.find(({ state }) => state === 'usable') ?? servers[0];
  const form = useServerForm<NewStack>({
    defaultValues: {
      name: '',
      docker_compose_raw: '',
      ignore_unknown_keys: false,
      project_uuid: search.get('project') ?? '',
      environment_uuid: search.get('environment') ?? '',
      server_uuid: search.get('server') ?? firstServer?.uuid ?? '',
      instant_deploy: true,
      ...initial,
    },
    send: async (values) => {
      const {
        name,
        docker_compose_raw: _text,
        ignore_unknown_keys: _ignored,
        instant_deploy,
        ...place
      } = values;
      const { uuid } = await create.mutateAsync({
        ...place,
        ...toSource(values),
        ...(name.trim() !== '' && { name: name.trim() }),
        instant_deploy: canStart && instant_deploy,
      });
      router.push(paths.stack(uuid));
    },
  });
  const { project_uuid: project, instant_deploy: startsAtOnce } = form.form.watch();
  const canStart = useCan('service:deploy', project);
  return { form, project, canStart, startsAtOnce };
}
