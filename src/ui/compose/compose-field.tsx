'use client';

import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useController, useFormContext } from 'react-hook-form';
import { encodeBase64 } from '../base64';
import { Field } from '../forms/field';
import { useTRPC } from '../trpc';
import type { FileProblem } from './compose-editor';
import { composeOptions } from './compose-keys';
import { FileChanges } from './file-changes';
import { FileEditor, FileProblems } from './file-editor';

interface ComposeFieldProps {
  name: string;
  hint?: ReactNode;
  example?: string;
  isLocked?: boolean;
  /** The service whose variables count; absent: a new one. */
  service?: string;
  /** The file that is saved, to show what differs; absent: there is none yet. */
  saved?: string;
  /** Absent: as the service has it. */
  ignoresUnknownKeys?: boolean;
}

const label = 'Compose file';

/** A compose file as a field of a form, judged by the server while it is typed. */
export function ComposeField({
  name,
  hint,
  example,
  isLocked = false,
  service,
  saved,
  ignoresUnknownKeys,
}: ComposeFieldProps) {
  const { control } = useFormContext();
  const { field } = useController({ name, control });
  const { mutateAsync } = useMutation(useTRPC().stack.validate.mutationOptions());
  const [problems, setProblems] = useState<FileProblem[]>([]);
  const judge = async (text: string) => {
    // A judgement while typing is a help alone: where there is none, saving says what is wrong.
    const found = await mutateAsync({
      docker_compose_raw: encodeBase64(text),
      ...(service !== undefined && { service_uuid: service }),
      ...(ignoresUnknownKeys !== undefined && { ignore_unknown_keys: ignoresUnknownKeys }),
    }).catch(() => null);
    setProblems(found?.problems ?? []);
    return found ?? { problems: [], warnings: [] };
  };
  return (
    <Field name={name} label={label} hint={hint}>
      {(ids) => (
        <>
          <FileEditor
            label={label}
            id={ids.id}
            describedBy={ids['aria-describedby']}
            value={field.value}
            isLocked={isLocked}
            {...(example !== undefined && { example })}
            onChange={field.onChange}
            onLeave={field.onBlur}
            judge={judge}
            {...(ignoresUnknownKeys !== undefined && { judgedBy: ignoresUnknownKeys })}
            optionsAfter={composeOptions}
          />
          <FileProblems label="Problems in the compose file" problems={problems} />
          <FileChanges before={saved} after={field.value} label="Changes to the compose file" />
        </>
      )}
    </Field>
  );
}
