'use client';

import { z } from 'zod';
import { Form } from '../../forms/form';
import { SaveBar } from '../../forms/save-bar';
import { SwitchField } from '../../forms/switch-field';
import { TextField } from '../../forms/text-field';
import { useServerForm } from '../../forms/use-server-form';
import { Callout } from '../../primitives/callout';
import type { Database, Server } from '../../resources';

const number = (from: number, to: number, message: string) =>
  z.string().refine((text) => /^\d{1,6}$/.test(text) && Number(text) >= from && Number(text) <= to, message);

const schema = z
  .object({ is_public: z.boolean(), public_port: z.string(), public_port_timeout: z.string() })
  .superRefine((values, context) => {
    if (!values.is_public) return;
    const check = (path: keyof typeof values, rule: z.ZodType) => {
      const result = rule.safeParse(values[path]);
      if (!result.success)
        context.addIssue({ code: 'custom', path: [path], message: result.error.issues[0]?.message });
    };
    check('public_port', number(1, 65_535, 'Must be a port from 1 to 65535.'));
    check('public_port_timeout', number(1, 999_999, 'Must be a number of seconds.'));
  });

type Access = Pick<Database, 'is_public' | 'public_port' | 'public_port_timeout'>;

interface PublicFormProps {
  database: Access;
  server: Server | undefined;
  save: (changes: Partial<Access>) => Promise<void>;
  /** Label of the form, needed on a page with several. */
  label?: string;
}

/** Form that makes a database reachable from outside its server, with a warning before it is saved. */
export function PublicForm({ database, server, save, label = 'Public access' }: PublicFormProps) {
  const form = useServerForm<z.infer<typeof schema>>({
    schema,
    defaultValues: {
      is_public: database.is_public,
      public_port: String(database.public_port ?? ''),
      public_port_timeout: String(database.public_port_timeout ?? ''),
    },
    taken: 'public_port',
    send: async (values, { reset }) => {
      const { is_public, public_port, public_port_timeout } = values;
      await save(
        is_public
          ? {
              is_public,
              public_port: Number(public_port),
              public_port_timeout: Number(public_port_timeout),
            }
          : { is_public },
      );
      reset(values);
    },
  });
  const { is_public, public_port } = form.form.watch();
  const address = `${server?.ip ?? 'the server'}:${public_port || 'port'}`;
  return (
    <Form of={form} label={label}>
      <SwitchField
        name="is_public"
        label="Public"
        hint="Opens a port on the server through a proxy. The database is not restarted"
      />
      {is_public && (
        <>
          {!database.is_public && (
            <Callout tone="warn" title={`Anyone who can reach ${address} can try to sign in`}>
              Only the password then protects it. Applications on this server do not need public access: they
              use the internal URL. Use a firewall to allow only the addresses that should connect.
            </Callout>
          )}
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              name="public_port"
              label="Port on the server"
              mono
              inputMode="numeric"
              placeholder="54320"
              hint="No other database or application on the server may use it."
            />
            <TextField
              name="public_port_timeout"
              label="Idle time, seconds"
              mono
              inputMode="numeric"
              hint="Connections idle for longer are closed."
            />
          </div>
        </>
      )}
      <SaveBar label={is_public && !database.is_public ? 'Make it public' : 'Save changes'} />
    </Form>
  );
}
