'use client';

import type { NotificationChannel } from '../../domain/notification';
import { notify } from '../feedback/notify';
import { changedValues } from '../forms/changed-values';
import { Form } from '../forms/form';
import { PasswordField } from '../forms/password-field';
import { SaveBar } from '../forms/save-bar';
import { SelectField } from '../forms/select-field';
import { SwitchField } from '../forms/switch-field';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { Disclosure } from '../primitives/disclosure';
import { type ChannelData, type ChannelValues, changeOf, eventsOf, valuesOf } from './channel-values';
import { type ChannelField, channels } from './channels';

interface ChannelFormProps {
  channel: NotificationChannel;
  data: ChannelData;
  save: (change: Record<string, unknown>) => Promise<unknown>;
}

export function ChannelForm({ channel, data, save }: ChannelFormProps) {
  const { title, fields } = channels[channel];
  const events = eventsOf(channel);
  const form = useServerForm<ChannelValues>({
    defaultValues: valuesOf(channel, data),
    send: async (values, { formState: { dirtyFields }, reset }) => {
      await save(changeOf(channel, changedValues(values, dirtyFields)));
      reset(values);
      notify.success(`Notifications by ${title} saved`);
    },
  });
  const told = events.filter(({ name }) => data[name] === true).length;
  return (
    <Form of={form} label={`Notifications by ${title}`}>
      {fields.map((field) => (
        <ChannelInput key={field.name} field={field} />
      ))}
      <Disclosure title="Events" detail={`${told} of ${events.length} are sent`}>
        <div className="space-y-3">
          {events.map(({ name, label }) => (
            <SwitchField key={name} name={name} label={label} />
          ))}
        </div>
      </Disclosure>
      <SaveBar />
    </Form>
  );
}

function ChannelInput({ field: { name, label, kind, hint, placeholder } }: { field: ChannelField }) {
  if (kind === 'switch') return <SwitchField name={name} label={label} hint={hint} />;
  if (kind === 'secret')
    return <PasswordField name={name} label={label} hint={hint} autoComplete="new-password" />;
  if (kind === 'encryption')
    return (
      <SelectField name={name} label={label}>
        <option value="starttls">STARTTLS</option>
        <option value="tls">TLS</option>
        <option value="none">None</option>
      </SelectField>
    );
  const inputMode = kind === 'number' ? 'numeric' : undefined;
  return <TextField name={name} label={label} hint={hint} placeholder={placeholder} inputMode={inputMode} />;
}
