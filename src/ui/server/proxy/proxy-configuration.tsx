'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useController } from 'react-hook-form';
import { encodeBase64 } from '../../base64';
import type { FileProblem } from '../../compose/compose-editor';
import { FileChanges } from '../../compose/file-changes';
import { FileEditor, FileProblems } from '../../compose/file-editor';
import { CodeBlock } from '../../feedback/code-block';
import { notify } from '../../feedback/notify';
import { QueryView } from '../../feedback/query-view';
import { Field } from '../../forms/field';
import { Form } from '../../forms/form';
import { SaveBar } from '../../forms/save-bar';
import { useServerForm } from '../../forms/use-server-form';
import { Section } from '../../page/section';
import { Callout } from '../../primitives/callout';
import { Disclosure } from '../../primitives/disclosure';
import { ListSkeleton } from '../../primitives/skeleton';
import { useDenial } from '../../session/use-can';
import { useTRPC } from '../../trpc';
import { ProxyHistory } from './proxy-history';

const example = `gantry_http:
  routes:
    - match: [{host: [status.example.com]}]
      handle: [{handler: static_response, body: All is well}]`;

const ownPart =
  'Routes and options of your own, as Caddy writes them. They come after the routes of your applications, which nothing here can take over.';
const noOwnPart = 'Only Caddy takes routes and options of your own.';

/** What users add to the configuration of a proxy, beside what Gantry makes of domains; and its history. */
export function ProxyConfiguration({ uuid, isCaddy }: { uuid: string; isCaddy: boolean }) {
  const trpc = useTRPC();
  const present = useQuery(trpc.server.proxyConfiguration.queryOptions({ uuid }));
  return (
    <>
      <Section title="Configuration" description={isCaddy ? ownPart : noOwnPart}>
        <QueryView query={present} what="The configuration" skeleton={<ListSkeleton label="configuration" />}>
          {({ configuration, managed_configuration: managed }) =>
            configuration === undefined ? (
              <p className="text-ink-3">Your role does not show the configuration of a proxy.</p>
            ) : (
              <div className="space-y-4">
                {isCaddy && <ConfigurationForm key={configuration} uuid={uuid} text={configuration} />}
                <Disclosure title="Made by Gantry" detail="from the domains of applications">
                  {managed ? (
                    <CodeBlock label="Configuration made by Gantry" text={managed} />
                  ) : (
                    <p className="text-ink-3">The proxy did not answer.</p>
                  )}
                </Disclosure>
              </div>
            )
          }
        </QueryView>
      </Section>
      {isCaddy && <ProxyHistory uuid={uuid} text={present.data?.configuration} />}
    </>
  );
}

function ConfigurationForm({ uuid, text }: { uuid: string; text: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const save = useMutation(trpc.server.saveProxyConfiguration.mutationOptions());
  const denial = useDenial('server:update');
  const form = useServerForm<{ configuration: string }>({
    defaultValues: { configuration: text },
    send: async (values, { reset }) => {
      try {
        await save.mutateAsync({ uuid, configuration: encodeBase64(values.configuration) });
      } finally {
        // A text that was taken back is in the history, too.
        await queryClient.invalidateQueries({ queryKey: trpc.server.pathKey() });
      }
      notify.success('Configuration saved');
      reset(values);
    },
  });
  return (
    <fieldset disabled={denial !== null} className="min-w-0">
      <Form of={form} label="Configuration of the proxy">
        {denial && <p className="text-ink-3">{denial}</p>}
        {form.form.formState.isDirty && (
          <Callout tone="warn" title="This affects every domain of the server.">
            The proxy loads it without cutting connections. When a domain stops answering, the configuration
            before it is put back.
          </Callout>
        )}
        <ConfigurationField uuid={uuid} saved={text} isLocked={denial !== null} />
        <SaveBar />
      </Form>
    </fieldset>
  );
}

interface ConfigurationFieldProps {
  uuid: string;
  saved: string;
  isLocked: boolean;
}

const label = 'Your part';

function ConfigurationField({ uuid, saved, isLocked }: ConfigurationFieldProps) {
  const { field } = useController<{ configuration: string }>({ name: 'configuration' });
  const { mutateAsync } = useMutation(useTRPC().server.validateProxyConfiguration.mutationOptions());
  const [problems, setProblems] = useState<FileProblem[]>([]);
  const judge = async (text: string) => {
    // While typing this is a help alone: saving says what is wrong.
    const found = await mutateAsync({ uuid, configuration: encodeBase64(text) }).catch(() => null);
    setProblems(found?.problems ?? []);
    return { problems: found?.problems ?? [], warnings: [] };
  };
  return (
    <Field
      name="configuration"
      label={label}
      hint="YAML or JSON, below the names gantry_http and gantry_https."
    >
      {(ids) => (
        <>
          <FileEditor
            label={label}
            id={ids.id}
            describedBy={ids['aria-describedby']}
            value={field.value}
            isLocked={isLocked}
            example={example}
            onChange={field.onChange}
            onLeave={field.onBlur}
            judge={judge}
          />
          <FileProblems label="Problems of the configuration" problems={problems} />
          <FileChanges before={saved} after={field.value} label="Changes of the configuration" />
        </>
      )}
    </Field>
  );
}
