'use client';

import { z } from 'zod';
import { cpuLimit, memoryLimit } from '../../domain/input/docker/limits';
import { timeZone } from '../../domain/input/time/time-zone';
import { Form } from '../forms/form';
import { SaveBar } from '../forms/save-bar';
import { SwitchField } from '../forms/switch-field';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import type { Server } from '../resources';
import { ProxyTypeField } from './proxy/proxy-type-field';
import { useUpdateServer } from './use-update-server';

const whole = z.string().regex(/^\d{1,6}$/, 'Must be a whole number.');

const schema = z.object({
  proxy_type: z.enum(['caddy', 'traefik', 'none']),
  concurrent_builds: whole,
  deployment_queue_limit: whole,
  dynamic_timeout: whole,
  connection_timeout: whole,
  server_timezone: timeZone,
  build_limits_memory: memoryLimit,
  build_limits_cpus: cpuLimit,
  is_build_server: z.boolean(),
});

export function ServerDeploymentForm({ server }: { server: Server }) {
  const update = useUpdateServer(server.uuid);
  const { settings } = server;
  const form = useServerForm<z.infer<typeof schema>>({
    schema,
    defaultValues: {
      proxy_type: server.proxy_type,
      concurrent_builds: String(settings.concurrent_builds),
      deployment_queue_limit: String(settings.deployment_queue_limit),
      dynamic_timeout: String(settings.dynamic_timeout),
      connection_timeout: String(settings.connection_timeout),
      server_timezone: settings.server_timezone,
      build_limits_memory: settings.build_limits_memory,
      build_limits_cpus: settings.build_limits_cpus,
      is_build_server: settings.is_build_server,
    },
    send: async (values, { formState: { dirtyFields }, reset }) => {
      type Texts = 'proxy_type' | 'server_timezone' | 'build_limits_memory' | 'build_limits_cpus';
      const text = (name: Texts) => (dirtyFields[name] ? { [name]: values[name] } : {});
      const number = (name: Exclude<keyof typeof values, Texts | 'is_build_server'>) =>
        dirtyFields[name] ? { [name]: Number(values[name]) } : {};
      await update({
        ...text('proxy_type'),
        ...text('server_timezone'),
        ...text('build_limits_memory'),
        ...text('build_limits_cpus'),
        ...(dirtyFields.is_build_server ? { is_build_server: values.is_build_server } : {}),
        ...number('concurrent_builds'),
        ...number('deployment_queue_limit'),
        ...number('dynamic_timeout'),
        ...number('connection_timeout'),
      });
      reset(values);
    },
  });
  return (
    <Form of={form} label="Deployments">
      <ProxyTypeField hint="The proxy is replaced immediately: domains on this server are unavailable for a few seconds." />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="concurrent_builds"
          label="Concurrent deployments"
          inputMode="numeric"
          hint="How many may run at the same time"
        />
        <TextField
          name="deployment_queue_limit"
          label="Queue limit"
          inputMode="numeric"
          hint="How many more may wait"
        />
        <TextField
          name="dynamic_timeout"
          label="Deployment timeout"
          inputMode="numeric"
          hint="Seconds until a deployment is stopped and marked as failed"
        />
        <TextField
          name="connection_timeout"
          label="Connection timeout"
          inputMode="numeric"
          hint="Seconds to wait for SSH"
        />
        <TextField
          name="server_timezone"
          label="Time zone"
          hint="For scheduled tasks without a time zone of their own, such as Europe/Berlin"
        />
        <TextField
          name="build_limits_memory"
          label="Build memory limit"
          mono
          hint="For example 2g; 0 means no limit. A build that needs more fails"
        />
        <TextField
          name="build_limits_cpus"
          label="Build CPU limit"
          mono
          inputMode="decimal"
          hint="For example 1.5; 0 means no limit. With a limit, builds use Docker’s classic builder"
        />
      </div>
      <SwitchField
        name="is_build_server"
        label="Build server"
        hint="Builds images for other servers and runs no workloads itself"
      />
      <SaveBar />
    </Form>
  );
}
